import { defineConfig } from 'vitest/config';

if (Number(process.versions.node.split('.')[0]) < 24)
  throw new Error(`Node ${process.version} is too old for the tests: start them with "npm test", which brings its own Node 24.`);

export default defineConfig({
  test: {
    include: ['{core,electron,headless,renderer,scripts,bench,faults,e2e/standin}/**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
