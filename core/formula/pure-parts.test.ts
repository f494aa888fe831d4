import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** Everything that a file imports for its values, itself included; packages by name. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)'/gm)) {
    if (from.startsWith('.')) reached(join(dirname(file), from), seen);
    else seen.add(from);
  }
  return seen;
}

test.each(['parse', 'print', 'check', 'completion', 'reference'])('%s.ts brings only the parser along, none of the libraries that evaluate', (name) => {
  const all = [...reached(join(import.meta.dirname, `${name}.ts`))];
  expect(all.filter((path) => !path.endsWith('.ts')).filter((path) => path !== 'chevrotain')).toEqual([]);
  expect(all.filter((path) => path.includes('/library/'))).toEqual([]);
});

test('the walk sees the libraries from compile.ts', () => {
  expect([...reached(join(import.meta.dirname, 'compile.ts'))]).toEqual(expect.arrayContaining(['luxon', 'decimal.js', '@formulajs/formulajs', 'chevrotain']));
});
