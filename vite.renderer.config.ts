import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: { outDir: '../out/renderer', emptyOutDir: true, target: 'chrome138', modulePreload: { polyfill: false }, chunkSizeWarningLimit: 4_000 },
  worker: { format: 'es' },
});
