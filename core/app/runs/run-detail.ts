import type { RunDetail } from '../../api/run-models.ts';
import type { CheckResult } from '../../base/run-facts.ts';
import { mustFindRun, type Parts } from '../parts.ts';
import { isWhole } from '../replay/replay-input.ts';
import { flowOfRun, replayFactsOf } from '../replay/replay-run.ts';
import { explainCounts } from './explain-counts.ts';
import { decodeWouldDo } from './would-do-text.ts';

type Reading = Omit<RunDetail['readings'][number], 'nodeId'>;

/** Everything kept of a run but its records. */
export function runDetail(parts: Parts, runId: string): RunDetail {
  const { store, catalog } = parts;
  parts.desk.find(runId)?.recorder?.flush();
  const run = mustFindRun(store, runId);
  const flow = flowOfRun(parts, run);
  const steps = store.steps.of(runId);
  const captures = store.captures.of(runId);
  const sources = steps.filter((step) => catalog.get(step.kind)?.role === 'source');
  const replay = replayFactsOf(parts, run);
  return {
    run,
    flow,
    steps,
    receipts: store.knownEffects.receipts(runId),
    readings: store.steps.notes(runId, 'readings').flatMap(({ nodeId, json }) => (JSON.parse(json) as Reading[]).map((reading) => ({ nodeId, ...reading }))),
    wouldDo: store.steps.notes(runId, 'would_do').map(({ nodeId, json }) => ({ nodeId, ...decodeWouldDo(json) })),
    checks: store.steps.notes(runId, 'checks').flatMap(({ nodeId, json }) => (JSON.parse(json) as CheckResult[]).map((one) => ({ nodeId, ...one }))),
    captured:
      sources.length > 0 && sources.every(({ nodeId }) => captures.some((capture) => capture.nodeId === nodeId && capture.side === 'out' && isWhole(capture))),
    captures: captures.map(({ nodeId, port, side, records, bytes, complete, passed, stopped, masked, removedAt }) => ({
      nodeId,
      port,
      side,
      records,
      bytes,
      complete,
      passed,
      stopped,
      masked: [...masked],
      removedAt,
    })),
    explained: explainCounts(parts, { run, flow, steps }),
    ...(replay ? { replay } : {}),
    samples: store.samples.of(runId),
    parameters: store.runs.origin(runId)?.parameters ?? {},
  };
}
