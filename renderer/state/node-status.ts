import type { StepFacts } from '../../core/base/run-facts.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { useDocument } from './document.ts';
import { useInspection } from './inspection.ts';
import { usePreview } from './preview.ts';
import { useRuns } from './runs.ts';
import { staleNodes } from './staleness.ts';

/** The glyph of a card. */
export type NodeStatus = 'not-set-up' | 'ready' | 'stale' | 'waiting' | 'running' | 'done' | 'done-with-rejects' | 'failed' | 'cancelled' | 'unknown-kind';

/** What is known of a node from the run or preview its card shows; null before anything was seen there. The same object until it changes. */
export function nodeFacts(nodeId: string): StepFacts | null {
  const facts = showsRun(nodeId) ? useRuns.getState().current?.steps[nodeId] : usePreview.getState().steps[nodeId]?.step.facts;
  return facts ?? null;
}

/** Whether a node's card shows the run rather than a preview: the newer of the two counts. */
export function showsRun(nodeId: string): boolean {
  const { current } = useRuns.getState();
  if (!current?.steps[nodeId]) return false;
  const seen = usePreview.getState().steps[nodeId];
  return !seen || (current.finishedAt ?? Number.POSITIVE_INFINITY) >= seen.takenAt;
}

/** True when the data shown for a node is older than the draft. */
export function isStale(nodeId: string): boolean {
  return staleNow().has(nodeId);
}

/** A node's glyph, worked out from document, inspection, preview and run. */
export function nodeStatus(nodeId: string): NodeStatus {
  const preview = usePreview.getState();
  const problems = useInspection.getState().byNode[nodeId] ?? [];
  const facts = nodeFacts(nodeId);
  if (problems.some((problem) => problem.code === 'unknown-kind')) return 'unknown-kind';
  if (preview.status === 'running' && preview.waiting.has(nodeId)) return 'running';
  if (facts?.status === 'running') return 'running';
  if (isStale(nodeId)) return problems.some((problem) => problem.severity === 'error') ? 'not-set-up' : 'stale';
  if (facts?.status === 'failed' || (preview.status === 'failed' && preview.errorNodeId === nodeId)) return 'failed';
  if (problems.some((problem) => problem.severity === 'error')) return 'not-set-up';
  return facts ? ofFacts(facts) : 'ready';
}

function ofFacts(facts: StepFacts): NodeStatus {
  switch (facts.status) {
    case 'waiting':
      return 'waiting';
    case 'skipped':
      return 'ready';
    case 'running':
      return 'running';
    case 'failed':
      return 'failed';
    case 'cancelled':
    case 'interrupted':
      return 'cancelled';
    default:
      return facts.counts.rejected > 0 ? 'done-with-rejects' : 'done';
  }
}

/** The glyph of a step of a run, without a draft beside it. */
export function stepStatus(facts: StepFacts | undefined): NodeStatus {
  return facts ? ofFacts(facts) : 'ready';
}

const NONE_STALE: ReadonlySet<string> = new Set();

let memo: { flow: Flow; steps: unknown; run: unknown; reported: number; stale: ReadonlySet<string> } | null = null;

/** All nodes whose data shown is older than the draft; the same set until something changes it. */
export function staleNow(): ReadonlySet<string> {
  const { flow } = useDocument.getState();
  const { steps } = usePreview.getState();
  const { current } = useRuns.getState();
  const run = current?.flow ?? null;
  if (!flow) return NONE_STALE;
  // Steps of a run begin to be told, and the run ends: then cards change over from a preview to the run.
  const reported = current ? Object.keys(current.steps).length * 2 + (current.finishedAt === null ? 0 : 1) : 0;
  if (memo && memo.flow === flow && memo.steps === steps && memo.run === run && memo.reported === reported) return memo.stale;
  const stale = staleNodes(flow, (id) => (showsRun(id) ? run : (steps[id]?.flow ?? null)));
  memo = { flow, steps, run, reported, stale };
  return stale;
}
