/**
 * Builds main, preload and renderer into out/ with Vite. With `--if-stale` only when a source is newer than the last build.
 * Vite's own output is shown only when a build fails.
 */
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const STAMP = join(root, 'out/built');
const CONFIGS = ['vite.main.config.ts', 'vite.preload.config.ts', 'vite.renderer.config.ts'];
const SOURCES = ['core/**/*.{ts,md}', 'electron/**/*.ts', 'headless/**/*.ts', 'renderer/**/*', 'vite.*.config.ts', 'package-lock.json'];

/** Whether out/ is complete and newer than every source. */
export function isBuilt(): boolean {
  if (!existsSync(STAMP)) return false;
  const built = statSync(STAMP).mtimeMs;
  return globSync(SOURCES, { cwd: root }).every((file) => file.includes('.test.') || statSync(join(root, file)).mtimeMs <= built);
}

/** Builds everything; throws with Vite's output when a part fails. */
export async function build(): Promise<void> {
  const startedAt = new Date();
  rmSync(STAMP, { force: true });
  await Promise.all(CONFIGS.map(buildOne));
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(STAMP, `${startedAt.toISOString()}\n`);
}

function buildOne(config: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '-c', config, '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => {
        output += text.toString();
      });
    }
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`Building ${config} failed:\n${output}`))));
  });
}

if (import.meta.main && !(process.argv.includes('--if-stale') && isBuilt())) {
  const started = performance.now();
  console.log('Building Swivel …');
  try {
    await build();
    console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
