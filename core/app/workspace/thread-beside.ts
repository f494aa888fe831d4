import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The file of another thread, which lies beside that of the threads that run flows, built as that one is. */
export function threadBeside(workerFile: URL | string, name: string): URL {
  return new URL(`${name}${extname(String(workerFile))}`, workerFile instanceof URL ? workerFile : pathToFileURL(workerFile));
}
