import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formulaReference } from '../core/formula/reference.ts';
import { GERMAN_REFERENCE } from './formula-reference-german.ts';

test('docs/formula-reference.md and its German are what scripts/formula-reference.ts writes', () => {
  expect(readFileSync(new URL('../docs/formula-reference.md', import.meta.url), 'utf8')).toBe(formulaReference());
  expect(readFileSync(new URL('../docs/formula-reference.de.md', import.meta.url), 'utf8')).toBe(formulaReference(GERMAN_REFERENCE));
});
