import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The file that a test starts a thread or a program from, named from the root of the project: built where all tests run, else the source. */
export function startable(source: string): string {
  const folder = process.env['SWIVEL_STARTABLES'];
  if (folder === undefined) return join(import.meta.dirname, '../../..', source);
  const built = join(folder, `${basename(source, '.ts')}.js`);
  if (!existsSync(built)) throw new Error(`${source} is not among what is built for tests: name it in scripts/testing/build-startables.ts`);
  return built;
}
