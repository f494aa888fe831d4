import { writeFileSync } from 'node:fs';
import { formulaReference } from '../core/formula/reference.ts';
import { GERMAN_REFERENCE } from './formula-reference-german.ts';

writeFileSync(new URL('../docs/formula-reference.md', import.meta.url), formulaReference());
writeFileSync(new URL('../docs/formula-reference.de.md', import.meta.url), formulaReference(GERMAN_REFERENCE));
