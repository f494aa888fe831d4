/** Finds words in the window that do not go through `t`, `text` or `told`: in JSX, in what is read aloud, in notices and in tables of labels. */
import { parseSync } from 'vite';

interface Syntax {
  type: string;
  start: number;
  [member: string]: unknown;
}

/** Words that a person sees as they stand in the source. */
export interface Untold {
  file: string;
  line: number;
  words: string;
}

/** Attributes and members whose text is read by a person. */
const READ =
  /^(aria-(label|description|roledescription|valuetext)|title|label|placeholder|alt|description|help|hint|message|tooltip|emptyText|nothingFound|nothingFoundMessage|confirm|cancel|detail|reason|text|words)$/;
/** What says something at once: notices, announcements. */
const SAYS = /^(say|sayFailed|announce|notify|apply)$/;
/** Members of what core gives that are finished sentences. */
const SAID_BY_CORE = new Set(['message', 'hint', 'summary', 'kindTitle']);
/** Attributes that no person reads, whatever stands in them. */
const UNREAD = /^(className|style|d|points|viewBox|id|key|href|list|transform|data-.*|aria-(labelledby|describedby|controls|activedescendant))$/;
/** Two words after each other; anywhere in the window they are most likely a sentence. Styles and selectors are not. */
const SENTENCE = /\p{L}{2,} \p{L}|…[ ,]+\p{L}{2}|\p{L}{2}[ ,]+…/u;
const CODE = /^SELECT,|(^|\s)(var|calc|rgba?|translate)\(|\dpx|nodrag|^[dMyHms.:/ -]+$/;
/** Two letters that belong together: `px`, `%` and signs alone are no words. */
const WORDS = /\p{L}{2}/u;

/** All untold words of one source file of the window. */
export function untoldIn(file: string, source: string): Untold[] {
  const found = new Map<number, string>();
  const { program } = parseSync(file, source);

  const read = (node: Syntax | null | undefined): void => {
    if (!node) return;
    switch (node.type) {
      case 'Literal':
        if (typeof node['value'] === 'string' && WORDS.test(node['value'])) found.set(node.start, node['value']);
        return;
      case 'JSXText':
        if (WORDS.test(String(node['value']))) found.set(node.start, String(node['value']).trim());
        return;
      case 'TemplateLiteral': {
        const words = literalWords(node) ?? '';
        if (WORDS.test(words)) found.set(node.start, words);
        for (const one of node['expressions'] as Syntax[]) read(one);
        return;
      }
      case 'MemberExpression':
        if (SAID_BY_CORE.has(String((node['property'] as Syntax)['name']))) found.set(node.start, source.slice(node.start, node['end'] as number));
        return;
      case 'ConditionalExpression':
        read(node['consequent'] as Syntax);
        read(node['alternate'] as Syntax);
        return;
      case 'LogicalExpression':
        if (node['operator'] !== '&&') read(node['left'] as Syntax);
        read(node['right'] as Syntax);
        return;
      case 'BinaryExpression':
        if (node['operator'] !== '+') return;
        read(node['left'] as Syntax);
        read(node['right'] as Syntax);
        return;
      case 'ParenthesizedExpression':
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'JSXExpressionContainer':
        read(node['expression'] as Syntax);
        return;
      default:
    }
  };

  visit(program, (node) => {
    const words = literalWords(node);
    if (words !== null && SENTENCE.test(words) && !CODE.test(words)) found.set(node.start, words);
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of node['children'] as Syntax[]) read(child);
    } else if (node.type === 'JSXAttribute') {
      if (READ.test(nameOf(node['name'] as Syntax))) read(node['value'] as Syntax | null);
    } else if (node.type === 'Property') {
      if (READ.test(nameOf(node['key'] as Syntax)) && !node['computed']) read(node['value'] as Syntax);
    } else if (node.type === 'CallExpression' && SAYS.test(nameOf(node['callee'] as Syntax))) {
      for (const one of node['arguments'] as Syntax[]) read(one);
    }
  });
  const lineOf = (start: number) => source.slice(0, start).split('\n').length;
  return [...found].sort(([a], [b]) => a - b).map(([start, words]) => ({ file, line: lineOf(start), words }));
}

function literalWords(node: Syntax): string | null {
  if (node.type === 'Literal') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node.type !== 'TemplateLiteral') return null;
  return (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('…');
}

function nameOf(node: Syntax): string {
  return String(node['name'] ?? node['value'] ?? '');
}

function visit(value: unknown, see: (node: Syntax) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, see);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
  const node = value as Syntax;
  if (isPassedOver(node)) return;
  if (typeof node.type === 'string') see(node);
  const isCall = node.type === 'CallExpression' && /^(t|text)$/.test(nameOf(node['callee'] as Syntax));
  for (const [name, member] of Object.entries(node)) visit(isCall && name === 'arguments' ? (member as unknown[]).slice(1) : member, see);
}

/** Types, imports, comparisons, words for the search, and attributes that no person reads. */
function isPassedOver(node: Syntax): boolean {
  if (/^(Import|TS(?!As|Satisfies|NonNull))/.test(node.type ?? '')) return true;
  if (node.type === 'JSXAttribute') return UNREAD.test(nameOf(node['name'] as Syntax));
  if (node.type === 'Property') return nameOf(node['key'] as Syntax) === 'keywords';
  return node.type === 'BinaryExpression' && /^[=!]==?$/.test(String(node['operator']));
}
