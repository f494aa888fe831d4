/** Writes the skeleton of a node kind and registers it: npm run new:node <kind> <role> */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { docsText, germanDocsText, ROLES, type Role, runText, specText, testText } from './node-skeleton.ts';

/** Writes the kind's folder below `root` and its line in each registry; gives the files it wrote or changed. Throws a sentence when it cannot. */
export function newNode(root: string, kind: string, role: string): string[] {
  if (!/^[a-z]+(-[a-z]+)*$/.test(kind)) throw new Error(`"${kind}" is no name for a kind: use small letters and hyphens, such as sort-rows.`);
  if (!ROLES.includes(role as Role)) throw new Error(`"${role}" is no role: choose one of ${ROLES.join(', ')}.`);
  const nodes = join(root, 'core/nodes');
  const folder = join(nodes, kind);
  if (existsSync(folder)) throw new Error(`There is a kind ${kind} already: ${folder}`);
  mkdirSync(folder);
  const files: [string, string][] = [
    ['spec.ts', specText(kind, role as Role)],
    ['run.ts', runText(kind, role as Role)],
    ['docs.md', docsText(kind)],
    ['docs.de.md', germanDocsText(kind)],
    [`${kind}.test.ts`, testText(role as Role)],
  ];
  const written = files.map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  const variable = kind.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return [
    ...written,
    insert(join(nodes, 'index.ts'), /^\]\);$/m, `  ${variable},\n`, {
      before: /^\n\/\*\*/m,
      text: `import { spec as ${variable} } from './${kind}/spec.ts';\n`,
    }),
    insert(join(nodes, 'runs.ts'), /^\};$/m, `  '${kind}': () => import('./${kind}/run.ts'),\n`),
    insert(
      join(nodes, 'testing/cases.ts'),
      /^\};$/m,
      `  '${kind}': () => ({ config: {}, inputs: ${role === 'transform' || role === 'target' ? '{ in: arriving() }' : '{}'} }),\n`,
    ),
  ];
}

/** Puts a line before the first match of `mark`; `also` likewise, for an import. */
function insert(file: string, mark: RegExp, line: string, also?: { before: RegExp; text: string }): string {
  let source = readFileSync(file, 'utf8');
  for (const [before, text] of [[mark, line] as const, ...(also ? [[also.before, also.text] as const] : [])]) {
    const at = source.search(before);
    if (at < 0) throw new Error(`${file} does not look as expected: add this line yourself: ${text.trim()}`);
    source = source.slice(0, at) + text + source.slice(at);
  }
  writeFileSync(file, source);
  return file;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [kind = '', role = ''] = process.argv.slice(2);
  try {
    for (const file of newNode(process.cwd(), kind, role)) console.log(file);
    console.log('Now: npx biome check --write core/nodes, then npx vitest run core/nodes/contract.test.ts. docs/guides/add-a-node.md tells the rest.');
  } catch (error) {
    console.error(`${(error as Error).message}\nUse: npm run new:node <kind> <${ROLES.join('|')}>`);
    process.exitCode = 2;
  }
}
