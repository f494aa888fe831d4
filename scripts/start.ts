/**
 * `npm start`: opens Swivel. Electron's own program is a download that fails on some machines; then the same app is served on localhost and opened in
 * the browser. `SWIVEL_SHELL=browser` goes there at once.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const electron = join(root, 'node_modules/electron');

/** Path of Electron's program, fetched if need be; null when it cannot be had. */
function electronProgram(): string | null {
  const there = () => {
    const named = join(electron, 'path.txt');
    const program = existsSync(named) ? join(electron, 'dist', readFileSync(named, 'utf8')) : '';
    return program !== '' && existsSync(program) ? program : null;
  };
  const found = there();
  if (found || !existsSync(join(electron, 'install.js'))) return found;
  console.log('Fetching Electron (once) …');
  spawnSync(process.execPath, [join(electron, 'install.js')], { cwd: root, stdio: 'ignore', timeout: 300_000 });
  return there();
}

/** Runs Electron; true when it opened and was closed by the user, false when it could not start. */
function runElectron(program: string): Promise<boolean> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, [root, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0 || performance.now() - started > 10_000));
  });
}

const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
let reason = '';
if (process.env['SWIVEL_SHELL'] === 'browser') reason = 'Swivel opens in the browser, as asked for.';
else if (!hasDisplay) reason = 'There is no display here for a window, so Swivel is served on localhost for a browser instead.';
else {
  const program = electronProgram();
  if (!program) reason = "Electron's own program could not be downloaded here, so Swivel opens in your browser instead; everything else is the same.";
  else if (!(await runElectron(program)))
    reason = 'Electron could not open a window here, so Swivel opens in your browser instead; everything else is the same.';
}
if (reason !== '') {
  console.log(reason);
  const served = spawn(process.execPath, [join(root, 'out/main/cli.js'), 'serve', '--open', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => served.kill(signal));
  served.on('close', (code) => process.exit(code ?? 0));
}
