import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freshUserData, launchDesktop, onRealElectron } from '../fixtures/desktop.ts';
import { packApp } from '../fixtures/packed-app.ts';

test('the packed app holds all it needs, nothing else, and starts from the archive', async () => {
  test.setTimeout(180_000);
  const { files, folder, resources, fuses } = await packApp();
  for (const needed of [
    'package.json',
    'out/main/main.js',
    'out/main/run-worker.js',
    'out/main/emscripten-module.wasm',
    'out/preload/preload.cjs',
    'out/renderer/index.html',
    'node_modules/better-sqlite3/prebuilds/linux-x64.node',
  ])
    expect(files).toContain(needed);
  const allowed = /^(out(\/|$)|package\.json$|node_modules$|node_modules\/better-sqlite3(\/|$))/;
  expect(files.filter((file) => !allowed.test(file))).toEqual([]);
  expect(files.filter((file) => file.endsWith('.map') || file.includes('better-sqlite3/deps') || file.includes('better-sqlite3/src'))).toEqual([]);
  expect(existsSync(join(resources, 'examples/nightly-employees/nightly-employees.swivel.json'))).toBe(true);
  expect(existsSync(join(resources, 'app.asar.unpacked/out/main/run-worker.js')), 'threads are started from real files').toBe(true);
  expect(fuses).toEqual(['cookieEncryption', 'asarIntegrity', 'onlyLoadAppFromAsar']);
  if (onRealElectron) return;
  const app = await launchDesktop(freshUserData(), folder);
  const page = await app.firstWindow();
  await expect(page).toHaveTitle(/Swivel/);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await app.close();
});
