import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import programConfig from '../../vite.main.config.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What tests start over and over, in threads and in programs of their own. They name it by `startable`, in core/engine/testing. */
const STARTABLES = [
  'core/app/run-worker.ts',
  'core/app/backup-thread.ts',
  'core/app/testing/echo-worker.ts',
  'core/app/testing/end-until-killed.ts',
  'core/app/testing/run-toys-until-killed.ts',
  'core/app/testing/run-until-killed.ts',
  'core/app/testing/webhooks-until-killed.ts',
  'core/engine/testing/greedy-child.ts',
  'core/engine/testing/toy-worker.ts',
  'core/nodes/testing/delivery-child.ts',
  'core/snippet/sandbox-thread.ts',
  'core/store/testing/child.ts',
  'core/store/testing/restore-child.ts',
  'headless/testing/serve-here.ts',
];

/** Loaded by vitest before any test. Where all tests run, as in `npm test`, it builds what they start: from sources each start takes twice to five times as long. */
export default async function buildStartables(): Promise<(() => void) | undefined> {
  if (process.env['SWIVEL_BUILD_STARTABLES'] !== '1' || process.env['SWIVEL_STARTABLES'] !== undefined) return undefined;
  // Below node_modules, so that native modules are found as ever.
  const folder = join(root, 'node_modules/.cache/swivel-startables', String(process.pid));
  mkdirSync(folder, { recursive: true });
  await build({
    ...programConfig,
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ...programConfig.build,
      outDir: folder,
      sourcemap: false,
      rolldownOptions: {
        input: Object.fromEntries(STARTABLES.map((file) => [basename(file, '.ts'), join(root, file)])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', comments: false },
      },
    },
  });
  process.env['SWIVEL_STARTABLES'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
