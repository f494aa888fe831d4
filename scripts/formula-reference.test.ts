import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formulaReference } from '../core/formula/reference.ts';

test('docs/formula-reference.md is what scripts/formula-reference.ts writes', () => {
  expect(readFileSync(new URL('../docs/formula-reference.md', import.meta.url), 'utf8')).toBe(formulaReference());
});
