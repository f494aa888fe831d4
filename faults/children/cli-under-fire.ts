import { DEFAULT_LIMITS } from '../../core/engine/run-job.ts';
import { killAtWrite } from './kill-at-write.ts';

// The command line as it is, but with so little memory that steps spill, or with a write to its database that it does not survive.
const { FAULTS_MEMORY_BYTES: memory, FAULTS_KILL_AT_WRITE: at, FAULTS_COUNT_WRITES: count } = process.env;
if (memory) Object.assign(DEFAULT_LIMITS, { memoryBytes: Number(memory) });
if (at || count) killAtWrite(at ? Number(at) : null);
await import('../../headless/cli.ts');
