/** The file that runs flows in a thread: beside the bundle, or the source itself. Stands alone, so that the thread can be started before all else is loaded. */
export const workerFile = new URL(import.meta.url.endsWith('.ts') ? '../core/app/run-worker.ts' : './run-worker.js', import.meta.url);
