/** Finds a Chromium for the browser tests: one that is installed, Playwright's own, or (as root on Debian) the distribution's package. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Path of an executable Chromium, or null. Looks at `CHROMIUM`, the PATH, the usual places, then Playwright's own download. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM'];
  if (named && existsSync(named)) return named;
  const folders = (process.env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':');
  for (const name of NAMES) for (const folder of folders) if (existsSync(join(folder, name))) return join(folder, name);
  const place = PLACES.find((path) => existsSync(path));
  if (place) return place;
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

/** As `findChromium`, but installs Debian's package when run as root where apt-get is. Throws one sentence when there is none in the end. */
export function needChromium(): string {
  const found = findChromium();
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    console.log('No Chromium found: installing the package chromium with apt-get …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'], env });
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'The browser tests need a Chromium: install one (Debian: "apt-get install chromium"; elsewhere "npx playwright install chromium") or name it in the variable CHROMIUM.',
  );
}

if (import.meta.main) console.log(needChromium());
