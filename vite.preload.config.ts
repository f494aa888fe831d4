import { defineConfig } from 'vite';

/** A sandboxed preload can only `require('electron')`: one CommonJS file, everything else inside. */
export default defineConfig({
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: 'out/preload',
    emptyOutDir: true,
    target: 'chrome138',
    minify: false,
    rolldownOptions: { input: { preload: 'electron/preload.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false } },
  },
});
