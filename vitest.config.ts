import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

if (Number(process.versions.node.split('.')[0]) < 24)
  throw new Error(`Node ${process.version} is too old for the tests: start them with "npm test", which brings its own Node 24.`);

const root = fileURLToPath(new URL('.', import.meta.url));

// Threads and programs that tests start read the sources as they are; what Node made of them is kept, or most of the time would go into that.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules/.cache/swivel-compiled');

const FRESH = 'renderer/testing/fresh.ts';
const files = globSync('{core,electron,headless,renderer,scripts,bench,faults,e2e/standin}/**/*.test.{ts,tsx}', { cwd: root });
const saying = (sign: RegExp) => new Set(files.filter((file) => sign.test(readFileSync(join(root, file), 'utf8'))));

/** What puts something in the place of a module, a timer or anything else that all share, has a process to itself; so has what starts programs, which gains nothing from others. */
const alone = saying(/\bvi\.(mock|spyOn|useFakeTimers|stubEnv)\b|process\.env\[[^\]]+\] = |\bexecPath\b/);
/** The window's parts keep what they know for all who share them. */
const ofWindow = (file: string) => file.startsWith('renderer');
const onPage = saying(/@vitest-environment happy-dom/);

/** Files of a project that is not isolated share what they import: loading that anew for each file takes longer than most tests. */
const project = (name: string, isolate: boolean, has: (file: string) => boolean, setupFiles: string[] = []) => ({
  extends: true as const,
  test: { name, isolate, include: files.filter(has), setupFiles },
});

export default defineConfig({
  test: {
    globalSetup: ['scripts/testing/build-startables.ts'],
    // Wide limits, for a machine that is busy: nothing waits for them where all is well.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
    // For two cores: four tenths of the time a test waits for a program, a disk or a moment that comes.
    maxWorkers: 3,
    // They run in the order of their names. The first two have the longest files.
    projects: [
      project('alone', true, (file) => alone.has(file) && !ofWindow(file)),
      project('plain', false, (file) => !alone.has(file) && !ofWindow(file)),
      // Of the window only its own parts begin anew for each file: React and the like are loaded once.
      project('window', false, (file) => ofWindow(file) && !onPage.has(file), [FRESH]),
      project('window-page', false, (file) => ofWindow(file) && onPage.has(file), [FRESH, 'renderer/testing/patience.ts']),
    ],
  },
});
