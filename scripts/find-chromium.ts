/** Finds a Chromium for the browser tests: one that is installed, Playwright's own, or (as root on Debian) the distribution's package. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { installMissing } from './debian-package.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A browser without a window that starts in a tenth of the time, or null: for pages, not for what stands in for a desktop. */
export function findHeadlessShell(): string | null {
  return inPath('chromium-headless-shell');
}

function inPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(process.platform === 'win32' ? ';' : ':');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Path of an executable Chromium, or null. Looks at `CHROMIUM`, the PATH, the usual places, then Playwright's own download. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM'];
  if (named && existsSync(named)) return named;
  for (const name of NAMES) {
    const path = inPath(name);
    if (path) return path;
  }
  const place = PLACES.find((path) => existsSync(path));
  if (place) return place;
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}

/** As `findChromium`, but installs Debian's packages when run as root where apt-get is. Throws one sentence when there is none in the end. */
export function needChromium(): string {
  installMissing('/usr/bin/chromium-headless-shell', 'chromium-headless-shell');
  const found = findChromium();
  if (found) return found;
  installMissing('/usr/bin/chromium', 'chromium');
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    'The browser tests need a Chromium: install one (Debian: "apt-get install chromium"; elsewhere "npx playwright install chromium") or name it in the variable CHROMIUM.',
  );
}

if (import.meta.main) console.log(needChromium());
