import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defineConfig, type ResolvedConfig } from 'vite';
import { chunks } from './scripts/chunks.ts';
import { withoutNativeExtras } from './scripts/native-extras.ts';

let outDir = 'out/main';

/** The sandbox's WebAssembly file is loaded by path at run time, so it has to lie beside the bundle. */
const quickjsBeside = {
  name: 'quickjs-beside',
  configResolved(config: ResolvedConfig) {
    outDir = config.build.outDir;
  },
  closeBundle() {
    mkdirSync(outDir, { recursive: true });
    copyFileSync(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'), join(outDir, 'emscripten-module.wasm'));
  },
};

const loadedTogether = chunks();

export default defineConfig({
  plugins: [withoutNativeExtras, quickjsBeside, loadedTogether.plugin],
  ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: 'node24',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: {
        main: 'electron/main.ts',
        cli: 'headless/cli.ts',
        'run-worker': 'core/app/run-worker.ts',
        'backup-thread': 'core/app/backup-thread.ts',
        'sandbox-thread': 'core/snippet/sandbox-thread.ts',
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
