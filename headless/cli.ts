#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { startEarlyWorker } from '../core/app/early-worker.ts';
import { workerFile } from './worker-file.ts';

// What V8 made of our code the last time is read again, by the threads too: compiling anew is a quarter of a short run. In the user's own folder, since
// somebody else could put code of his into one that all can write. Where it cannot be written, all goes on without it.
if (import.meta.url.endsWith('.js')) enableCompileCache(join(envPaths('swivel', { suffix: '' }).cache, 'compiled'));
// Whatever can be loaded later is: until here nothing has been but what starts the thread of a run.
const early = process.argv[2] === 'run' ? startEarlyWorker(workerFile) : undefined;
// Making code for schemas, as zod does, pays only where a program stays. To be said before any schema is made.
if (!process.argv.includes('serve')) (await import('./plain-schemas.ts')).checkSchemasPlainly();
const { main } = await import('./program.ts');
try {
  await main(process.argv, early);
} finally {
  // Of no use where the words were not understood; it would keep the process.
  await early?.end();
}
