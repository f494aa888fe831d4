import { defineRun } from '../../engine/node-door.ts';
import type { FileArrivalConfig } from './spec.ts';

/** A trigger does nothing within a run: it is why there is one. */
export const run = defineRun<FileArrivalConfig>({ role: 'trigger' });
