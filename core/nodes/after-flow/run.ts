import { defineRun } from '../../engine/node-door.ts';
import type { AfterFlowConfig } from './spec.ts';

/** A trigger does nothing within a run: it is why there is one. */
export const run = defineRun<AfterFlowConfig>({ role: 'trigger' });
