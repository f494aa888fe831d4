#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { config } from 'zod';

// What V8 made of our code the last time is read again, by the threads too: compiling anew is a quarter of a short run. In the user's own folder, since
// somebody else could put code of his into one that all can write. Where it can't be written, all goes on without it.
if (import.meta.url.endsWith('.js')) enableCompileCache(join(envPaths('swivel', { suffix: '' }).cache, 'compiled'));
// Making code for schemas, as zod does, pays only where a program stays. To be said before any schema is made.
if (!process.argv.includes('serve')) config({ jitless: true });
await import('./program.ts');
