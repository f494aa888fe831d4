#!/usr/bin/env node
// The command `swivel`: makes sure of Node 24 (the project brings its own) and of a build, then hands over to the command line.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'out/main/cli.js');
const isNew = Number(process.versions.node.split('.')[0]) >= 24;
const own = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
const node = isNew ? process.execPath : own;

if (!isNew && !existsSync(own)) {
  console.error(`Swivel needs Node 24 or newer; this is ${process.version}. "npm ci" in ${root} brings it along.`);
  process.exit(2);
}
if (!existsSync(cli)) {
  console.error('First use: building Swivel (once, about ten seconds) …');
  const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}` };
  const built = spawnSync(node, [join(root, 'scripts/build.ts')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
    shell: process.platform === 'win32',
  });
  if (built.status !== 0) process.exit(2);
}
if (isNew) {
  process.argv[1] = cli;
  await import(pathToFileURL(cli).href);
} else {
  const ran = spawnSync(node, [cli, ...process.argv.slice(2)], { stdio: 'inherit', shell: process.platform === 'win32' });
  process.exit(ran.status ?? 1);
}
