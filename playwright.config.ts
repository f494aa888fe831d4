import { defineConfig } from '@playwright/test';
import { findChromium, findHeadlessShell } from './scripts/find-chromium.ts';

const executablePath = findHeadlessShell() ?? findChromium();
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e/specs',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // For two cores: a journey waits for a host that starts, a run or a file for almost half of its time.
  workers: 3,
  // A machine that is busy for some seconds makes a browser late; `npm test` names every journey that needed more than one try.
  retries: 2,
  fullyParallel: false,
  outputDir: 'test-results/journeys',
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false, sources: false },
    screenshot: 'only-on-failure',
    actionTimeout: 20_000,
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: isRoot ? ['--no-sandbox'] : [] },
  },
});
