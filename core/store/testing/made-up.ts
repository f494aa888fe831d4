import { NO_COUNTS, type StepFacts } from '../../base/run-facts.ts';
import { FLOW_VERSION, type Flow, flowSchema } from '../../flow/flow.ts';
import type { NewRun } from '../run-record.ts';

export function aFlow(id: string, name: string, nodes: string[] = []): Flow {
  return flowSchema.parse({
    format: 'swivel/flow',
    version: FLOW_VERSION,
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
