import { writeFileSync } from 'node:fs';
import { formulaReference } from '../core/formula/reference.ts';

writeFileSync(new URL('../docs/formula-reference.md', import.meta.url), formulaReference());
