import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { chunks } from '../scripts/chunks.ts';
import { withoutNativeExtras } from '../scripts/native-extras.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'node_modules/.cache/swivel-bench');

/** Programs that a bench runs, as they are shipped: bundled, without the types in the sources. */
export interface Built {
  readonly cli: string;
  readonly worker: string;
  readonly engineJob: string;
  readonly inApp: string;
  readonly scaleJob: string;
  readonly snippetJob: string;
}

let built: Promise<Built> | null = null;

/** Builds the engine and the programs of the benches once per call, beside the installed packages so that the native ones are found. */
export function builtPrograms(): Promise<Built> {
  built ??= buildAll();
  return built;
}

async function buildAll(): Promise<Built> {
  rmSync(folder, { recursive: true, force: true });
  const loadedTogether = chunks();
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [withoutNativeExtras, loadedTogether.plugin],
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      outDir: folder,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: {
          cli: 'headless/cli.ts',
          'run-worker': 'core/app/run-worker.ts',
          'backup-thread': 'core/app/backup-thread.ts',
          'sandbox-thread': 'core/snippet/sandbox-thread.ts',
          'engine-job': 'bench/engine-job.ts',
          'in-app': 'bench/in-app.ts',
          'scale-job': 'bench/scale-job.ts',
          'snippet-job': 'bench/snippet-job.ts',
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          codeSplitting: loadedTogether.codeSplitting,
          comments: false,
        },
      },
    },
  });
  copyFileSync(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'), join(folder, 'emscripten-module.wasm'));
  // As in the project's own folder: without it Node finds out for each file what kind of module it is.
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const at = (name: string) => join(folder, `${name}.js`);
  return {
    cli: at('cli'),
    worker: at('run-worker'),
    engineJob: at('engine-job'),
    inApp: at('in-app'),
    scaleJob: at('scale-job'),
    snippetJob: at('snippet-job'),
  };
}
