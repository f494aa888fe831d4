import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, mergeConfig } from 'vite';
import programConfig from '../vite.main.config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const CHILDREN = ['cli-under-fire', 'store-under-fire', 'host-under-fire', 'restore-under-fire', 'kill-at-file-call'];

/** A build of the program and of the campaign's children in a folder of their own: what is being worked on meanwhile does not change it. */
export interface FrozenProgram {
  readonly folder: string;
  remove(): void;
}

/** Builds the program as it is now. */
export async function freezeProgram(): Promise<FrozenProgram> {
  // Below node_modules, so that its native modules are found as ever, and nothing else takes notice of it.
  const homes = join(root, 'node_modules/.cache/swivel-faults');
  removeOfTheDead(homes);
  const home = join(homes, String(process.pid));
  const folder = join(home, 'out/main');
  mkdirSync(folder, { recursive: true });
  const input = Object.fromEntries(CHILDREN.map((name) => [name, join(root, 'faults/children', `${name}.ts`)]));
  await build(
    mergeConfig(programConfig, { configFile: false, root, logLevel: 'error', build: { outDir: folder, sourcemap: false, rolldownOptions: { input } } }),
  );
  return { folder, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** A campaign that was killed itself leaves its build behind. */
function removeOfTheDead(homes: string): void {
  if (!existsSync(homes)) return;
  for (const pid of readdirSync(homes)) {
    try {
      process.kill(Number(pid), 0);
    } catch {
      rmSync(join(homes, pid), { recursive: true, force: true });
    }
  }
}
