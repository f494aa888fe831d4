import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';

vi.setConfig({ testTimeout: 60_000 });

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);

/** Files of the kept state by inode, with their sizes. */
function filesIn(folder: string): Map<number, number> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(entries.map((entry) => statSync(join(entry.parentPath, entry.name))).map(({ ino, size }) => [ino, size]));
}

test.each([
  ['without a limit', 0],
  ['at the limit', 20_000],
])('a run with a few new keys writes those, and not all that are remembered; nothing is delivered twice: %s', async (_, mostKeys) => {
  const workspace = new KindWorkspace();
  try {
    const flow = sketchFlow({
      nodes: { s: ['rows', { of: 'r', batch: 1_000 }], d: ['remove-duplicates', { keys: ['id'], scope: 'across-runs', mostKeys }], t: ['tray', { name: 't' }] },
      edges: ['s>d', 'd>t'],
    });
    const run = async (day: number, from: number, count: number) => {
      workspace.rows.set(
        'r',
        Array.from({ length: count }, (_, at) => ({ id: `key ${from + at}` })),
      );
      const { outcome, job } = await workspace.run(flow, { startedAt: START + day * DAY });
      expect(outcome.error).toBeUndefined();
      return { delivered: workspace.trays.get('t')?.length, state: filesIn(job.folders.state) };
    };
    let { state: before } = await run(0, 0, 20_000);
    for (let round = 0; round < 20; round++) {
      // Five keys of before, ten new ones.
      const { delivered, state } = await run(round + 1, 20_000 + round * 10 - 5, 15);
      expect(delivered).toBe(10);
      const written = [...state].filter(([ino]) => !before.has(ino)).reduce((sum, [, size]) => sum + size, 0);
      expect(written).toBeLessThan(10_000);
      before = state;
    }
    // Exactly as many are remembered as the limit says.
    expect((await run(21, 0, 20_200)).delivered).toBe(mostKeys === 0 ? 0 : 200);
  } finally {
    workspace.close();
  }
});
