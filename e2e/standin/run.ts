/** Starts an Electron app's main module on the stand-in: finds the entry, sets `process` up as Electron does, loads it, then reports ready. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const words = process.argv.slice(2);
const switches = words.filter((word) => word.startsWith('--'));
const named = words.findIndex((word) => !word.startsWith('--'));
let entry = resolve(words[named] ?? '.');
if (statSync(entry).isDirectory()) entry = join(entry, (JSON.parse(readFileSync(join(entry, 'package.json'), 'utf8')) as { main?: string }).main ?? 'index.js');
let root = dirname(entry);
while (!existsSync(join(root, 'package.json')) && dirname(root) !== root) root = dirname(root);
process.argv = [process.argv[0] ?? 'node', entry, ...words.filter((_, index) => index !== named)];
Object.assign(process, { type: 'browser' });
// Electron's own field on process.versions; code asks for it to know where it runs.
Object.defineProperty(process.versions, 'electron', { value: '45.4.1-standin', enumerable: true });
const { launch, entryLoaded } = await import('./electron.ts');
Object.assign(launch, { root, switches });
await import(pathToFileURL(entry).href);
entryLoaded();
