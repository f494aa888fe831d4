import { EngineWorker } from '../engine/threads/engine-worker.ts';
import { usualMemory } from '../engine/threads/usual-memory.ts';
import { systemClock } from './system-clock.ts';

/** Starts the thread of the first run while the rest of a short-lived program is still being loaded. It does not keep the process alive; goes to `createApp`. */
export function startEarlyWorker(workerFile: URL): EngineWorker {
  return new EngineWorker(workerFile, usualMemory(), systemClock(), true);
}
