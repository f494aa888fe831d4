import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LIMITS } from '../../engine/run-job.ts';
import { startable } from '../../engine/testing/startable.ts';
import { TOY_CATALOG } from '../../engine/testing/toy-kinds.ts';
import { createRunHost } from '../../engine/threads/create-run-host.ts';
import type { Flow } from '../../flow/flow.ts';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import type { Parts } from '../parts.ts';
import { RunDesk } from '../runs/run-desk.ts';
import type { RunOrder } from '../runs/run-order.ts';
import { systemClock } from '../system-clock.ts';
import { workspaceFolders } from '../workspace/workspace-folders.ts';

/** A workspace whose runs are made of toys: everything of the app but the node kinds is the real thing. */
export interface ToyApp {
  readonly store: Store;
  readonly parts: Parts;
  /** Runs something to its end and gives its id. */
  run(order: Omit<RunOrder, 'folder' | 'keyFields' | 'cause' | 'parameters'>): Promise<string>;
  close(): Promise<void>;
}

/** Opens the workspace of toys in a folder; what an earlier program left there is recovered. */
export function openToyApp(workspace: string, flow: Flow): ToyApp {
  const clock = systemClock();
  const store = openStore({ workspace, kind: 'command line', now: clock.now() });
  mkdirSync(join(workspace, 'files', flow.id), { recursive: true });
  if (!store.flows.find(flow.id)) store.flows.add(flow, clock.now());
  const host = createRunHost({ workerFile: startable('core/engine/testing/toy-worker.ts'), clock, spares: 0 });
  const folders = workspaceFolders(workspace);
  let last = 0;
  const desk = new RunDesk({
    store,
    clock,
    random: (count) => new Uint8Array(count).fill(++last % 256),
    host,
    prepare: ({ flow: { id }, folder }, runId) => ({
      folders: { flow: folder, captures: folders.captures(runId), state: folders.state(id), spill: folders.spill(runId) },
      limits: DEFAULT_LIMITS,
    }),
    runsAtOnce: () => 4,
    changed: () => undefined,
  });
  const parts = { store, clock, desk, host, catalog: TOY_CATALOG, options: {}, folders };
  return {
    store,
    parts: parts as unknown as Parts,
    async run(order) {
      const runId = desk.order({ ...order, cause: 'manual', parameters: {}, folder: folders.flow(order.flow.id), keyFields: [] });
      await desk.find(runId)?.ended;
      return runId;
    },
    async close() {
      await desk.close(10_000);
      await host.close();
      store.close();
    },
  };
}
