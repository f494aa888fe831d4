import { expect, it, vi } from 'vitest';
import { machineClock } from '../testing/machine-clock.ts';
import { TOY_CATALOG } from '../testing/toy-kinds.ts';
import type { ToWorker } from './messages.ts';
import { serveRuns } from './serve-runs.ts';

it('a worker that waits loads the steps and what speaks to outside systems before a run asks for them', () => {
  const [loadRun, loadConnection] = [vi.fn(), vi.fn()];
  let tell: (message: ToWorker) => void = () => undefined;
  const port = { on: (_: 'message', listener: (message: ToWorker) => void) => (tell = listener), postMessage: () => undefined };
  serveRuns({ catalog: TOY_CATALOG, loadRun, loadConnection, clock: machineClock(), port });
  tell({ kind: 'prepare', kinds: ['database-target'], connections: ['postgres'] });
  expect(loadRun).toHaveBeenCalledWith('database-target');
  expect(loadConnection).toHaveBeenCalledWith('postgres');
});
