/** Lists every text that a person can see, with where it stands, in renderer/i18n/catalogue.json: those of the window, and the sentences of core. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { OPERATOR_WORDS } from '../core/catalog/describe-conditions.ts';
import { connectionCatalog } from '../core/connections/index.ts';
import { PARAMETER_TEXT } from '../core/formula/functions/function-spec.ts';
import { functionTable } from '../core/formula/functions/table.ts';
import { catalog } from '../core/nodes/index.ts';
import { sentencesIn } from './core-texts.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CATALOGUE = 'renderer/i18n/catalogue.json';
/** What is imported from here takes a text as its first argument. */
const SOURCE = /i18n\/i18n\.ts$/;
const CALLS = new Set(['t', 'text']);
/** Members of a kind's spec that a person reads. */
const READ = new Set(['title', 'description', 'label', 'help', 'placeholder', 'unit', 'hint', 'noun', 'without']);

/** Files of core whose words no window shows, each with the reason. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  'core/alerts/words-de.ts': 'messages that go out, in German',
  'core/alerts/words-en.ts': 'messages that go out, which have their German beside them',
  'core/app/content-security.ts': 'a header of the page',
  'core/catalog/describe-conditions.ts': 'its sentences are listed by operator',
  'core/catalog/field-words.ts': 'words that are looked for in the names of fields',
  'core/catalog/snippet-types.ts': 'declarations for the code editor',
  'core/catalog/value-shapes.ts': 'shapes of values',
  'core/connections/http/connector.ts': 'errors that are put into words by say-failure.ts',
  'core/connections/http/transport.ts': 'errors that are put into words by say-failure.ts',
  'core/engine/plan/print-plan.ts': 'a plan as text for tests and the log of a developer',
  'core/formula/lexer.ts': 'names of tokens',
  'core/formula/reference.ts': 'makes the page docs/formula-reference.md, which has its German in scripts/formula-reference-german.ts',
  'core/snippet/compile-snippet.ts': 'a program around the user’s code',
  'core/store/bulk-history.ts': 'a history for measurements',
};

/** Single words that core puts into its sentences; longer parts of sentences are found by themselves. */
const WORDS_APART = [
  'both',
  'first',
  'last',
  'smallest',
  'largest',
  'newest',
  'oldest',
  'left',
  'right',
  'added',
  'removed',
  'unchanged',
  'changed',
  'records',
];

/** Where each text stands, by the text. */
export type Catalogue = Readonly<Record<string, readonly string[]>>;

/** A call that has no literal where its text should be: no translation could be found for it. */
export interface Unreadable {
  file: string;
  line: number;
}

interface Syntax {
  type: string;
  start: number;
  [member: string]: unknown;
}

/** The texts of one source file, and the calls that hide theirs. */
export function textsIn(file: string, source: string): { texts: string[]; unreadable: Unreadable[] } {
  const texts: string[] = [];
  const unreadable: Unreadable[] = [];
  const { program, module } = parseSync(file, source);
  const imported = module.staticImports.filter((one) => SOURCE.test(one.moduleRequest.value)).flatMap((one) => one.entries);
  const calls = new Set(imported.filter((entry) => CALLS.has(entry.importName.name ?? '')).map((entry) => entry.localName.value));
  if (calls.size === 0) return { texts, unreadable };
  visit(program, (node) => {
    if (node.type !== 'CallExpression') return;
    const callee = node['callee'] as Syntax;
    if (callee.type !== 'Identifier' || !calls.has(String(callee['name']))) return;
    const [first] = node['arguments'] as Syntax[];
    const found = first && literalOf(first);
    if (found === null || found === undefined) unreadable.push({ file, line: source.slice(0, node.start).split('\n').length });
    else texts.push(found);
  });
  return { texts, unreadable };
}

/** All texts of the window, of the kinds of steps, and what the gallery says of the examples. */
export function readCatalogue(root = ROOT): { catalogue: Catalogue; unreadable: Unreadable[] } {
  const places = new Map<string, Set<string>>();
  const unreadable: Unreadable[] = [];
  const add = (text: string, place: string) => places.set(text, (places.get(text) ?? new Set()).add(place));
  for (const file of globSync(['renderer/**/*.{ts,tsx}', 'electron/*.ts'], { cwd: root, exclude: ['renderer/i18n/**', '**/*.test.*'] })) {
    const path = file.replaceAll('\\', '/');
    const found = textsIn(path, readFileSync(join(root, path), 'utf8'));
    for (const text of found.texts) add(text, path);
    unreadable.push(...found.unreadable);
  }
  for (const spec of catalog.all()) for (const text of textsOfSpec(spec)) add(text, `core/nodes/${spec.kind}/spec.ts`);
  for (const spec of connectionCatalog.all()) for (const text of textsOfSpec(spec)) add(text, `core/connections/${spec.kind}/spec.ts`);
  const said = { cwd: root, exclude: ['**/*.test.ts', '**/testing/**', 'core/store/migrations/**', ...Object.keys(NOT_SHOWN)] };
  for (const file of globSync(['core/**/*.ts'], said)) {
    const path = file.replaceAll('\\', '/');
    for (const text of sentencesIn(path, readFileSync(join(root, path), 'utf8'))) add(text, path);
  }
  for (const word of WORDS_APART) add(word, 'core');
  for (const { category, help, parameters } of functionTable)
    for (const text of [category, help, ...parameters.map(({ name }) => PARAMETER_TEXT + name)]) add(text, 'core/formula/functions/table.ts');
  for (const text of textsOfConditions()) add(text, 'core/catalog/describe-conditions.ts');
  for (const file of globSync('resources/examples/*/*.swivel.json', { cwd: root })) {
    const { name, description } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { name: string; description: string };
    for (const text of [name, description]) add(text, file.replaceAll('\\', '/'));
  }
  const sorted = [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, files]) => [text, [...files].sort()] as const);
  return { catalogue: Object.fromEntries(sorted), unreadable };
}

/** A tree of comparisons is put together from these: "Status is Active and Hours is at least 10". */
function textsOfConditions(): string[] {
  const compared = { none: '', one: ' {{value}}', list: ' {{value}}', two: ' {{low}} and {{high}}' };
  const comparisons = Object.values(OPERATOR_WORDS).flatMap(({ label, operand }) => [label, `{{field}} ${label}${compared[operand]}`]);
  return [...comparisons, '{{one}} and {{other}}', '{{one}} or {{other}}'];
}

function textsOfSpec(spec: unknown): string[] {
  const texts: string[] = [];
  const seen = new Set<unknown>();
  const walk = (value: unknown, key: string) => {
    if (typeof value === 'string' && READ.has(key) && /\p{L}/u.test(value)) texts.push(value);
    if (value === null || typeof value !== 'object' || seen.has(value) || '_zod' in value) return;
    seen.add(value);
    for (const [name, member] of Object.entries(value)) walk(member, Array.isArray(value) ? key : name);
  };
  walk(spec, '');
  return texts;
}

function literalOf(node: Syntax): string | null {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type !== 'TemplateLiteral' || (node['expressions'] as unknown[]).length > 0) return null;
  return (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('');
}

function visit(value: unknown, see: (node: Syntax) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, see);
  else if (value !== null && typeof value === 'object') {
    if (typeof (value as Syntax).type === 'string') see(value as Syntax);
    for (const member of Object.values(value)) visit(member, see);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { catalogue, unreadable } = readCatalogue();
  for (const { file, line } of unreadable)
    process.stderr.write(`${file}:${line}: the text is no literal: mark it by text() where it is written, and draw it by told()\n`);
  writeFileSync(join(ROOT, CATALOGUE), `${JSON.stringify(catalogue, null, 1)}\n`);
  process.stdout.write(`${Object.keys(catalogue).length} texts in ${CATALOGUE}\n`);
  if (unreadable.length > 0) process.exitCode = 1;
}
