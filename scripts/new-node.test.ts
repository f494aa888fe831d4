import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newNode } from './new-node.ts';
import { ROLES } from './node-skeleton.ts';

const project = join(import.meta.dirname, '..');
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'new-node-'));
  mkdirSync(join(root, 'core/nodes/testing'), { recursive: true });
  for (const file of ['index.ts', 'runs.ts', 'testing/cases.ts']) cpSync(join(project, 'core/nodes', file), join(root, 'core/nodes', file));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const text = (file: string) => readFileSync(join(root, 'core/nodes', file), 'utf8');

test.each(ROLES)('a %s gets its folder and its line in each registry', (role) => {
  const written = newNode(root, 'count-words', role);
  for (const file of ['spec.ts', 'run.ts', 'docs.md', 'docs.de.md', 'count-words.test.ts'])
    expect(existsSync(join(root, 'core/nodes/count-words', file))).toBe(true);
  expect(text('count-words/spec.ts')).toContain(`role: '${role}'`);
  expect(text('count-words/run.ts')).toContain(`role: '${role}'`);
  expect(text('index.ts')).toMatch(/import \{ spec as countWords \} from '\.\/count-words\/spec\.ts';\n[\s\S]*\n {2}countWords,\n\]\);\n/);
  expect(text('runs.ts')).toContain("  'count-words': () => import('./count-words/run.ts'),\n};");
  expect(text('testing/cases.ts')).toMatch(/ {2}'count-words': \(\) => .*\n\};\n/);
  expect(written).toHaveLength(8);
  const headings = (docs: string) => docs.split('\n').flatMap((line) => /^#+/.exec(line)?.[0] ?? []);
  expect(headings(text('count-words/docs.de.md'))).toEqual(headings(text('count-words/docs.md')));
  expect(text('count-words/docs.de.md')).toContain('## Einstellungen');
});

test.each([
  ['Count Words', 'source', 'no name'],
  ['count-words', 'helper', 'no role'],
  ['testing', 'source', 'already'],
])('%s as %s is refused', (kind, role, why) => {
  expect(() => newNode(root, kind, role)).toThrow(why);
});
