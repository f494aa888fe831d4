import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { NO_COUNTS, type StepFacts } from '../../base/run-facts.ts';
import type { Flow } from '../../flow/flow.ts';
import { flowSchema } from '../../flow/flow.ts';
import { openStore } from '../open-store.ts';
import type { NewRun } from '../run-record.ts';
import type { Store } from '../store.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'swivel-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in a folder of its own, closed after the test. */
export function temporaryStore(workspace = temporaryFolder(), now = 1_000): Store {
  const store = openStore({ workspace, kind: 'host', now });
  onTestFinished(() => store.close());
  return store;
}

export function aFlow(id: string, name: string, nodes: string[] = []): Flow {
  return flowSchema.parse({
    format: 'swivel/flow',
    version: 1,
    id,
    name,
    nodes: nodes.map((node, index) => ({
      id: node,
      kind: 'csv-source',
      version: 1,
      name: node,
      position: { x: index * 200, y: 0 },
      config: { path: `${node}.csv` },
    })),
    edges: [],
  });
}

export function aRun(runId: string, changes: Partial<NewRun> = {}): NewRun {
  return { runId, flowId: 'f', flowName: 'Nightly', flowVersion: 1, mode: 'run', cause: 'manual', queuedAt: 2_000, parameters: {}, ...changes };
}

export function aStep(nodeId: string, changes: Partial<StepFacts> = {}): StepFacts {
  const counts = { in: 0, out: 0, filtered: 0, duplicates: 0, rejected: 0, fannedOut: 0, used: 0, pending: 0 };
  return { nodeId, name: nodeId, kind: 'filter-rows', status: 'running', counts, ports: {}, ms: 0, ...changes };
}

export { NO_COUNTS };
