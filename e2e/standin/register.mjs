// Makes `electron` mean the stand-in, for `import` and for `require`.
import { registerHooks } from 'node:module';

const url = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main' ? { url, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
});
