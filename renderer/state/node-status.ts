import type { Flow } from '../../core/flow/flow.ts';
import { useDocument } from './document.ts';
import { useInspection } from './inspection.ts';
import { usePreview } from './preview.ts';
import { useRuns } from './runs.ts';
import { staleNodes } from './staleness.ts';

/** The glyph of a card. */
export type NodeStatus = 'not-set-up' | 'ready' | 'stale' | 'waiting' | 'running' | 'done' | 'done-with-rejects' | 'failed' | 'cancelled' | 'unknown-kind';

/** The counts of a card's strip and where they come from. */
export interface NodeCounts {
  from: 'run' | 'preview';
  in: number;
  out: number;
  filtered: number;
  duplicates: number;
  rejected: number;
  ports: Readonly<Record<string, number>>;
}

let memo: { flow: Flow; steps: unknown; run: unknown; stale: ReadonlySet<string> } | null = null;

/** Nodes whose shown data is older than the draft. */
export function currentStaleNodes(): ReadonlySet<string> {
  const { flow } = useDocument.getState();
  const { steps } = usePreview.getState();
  const run = useRuns.getState().current?.flow ?? null;
  if (!flow) return new Set();
  if (memo && memo.flow === flow && memo.steps === steps && memo.run === run) return memo.stale;
  const stale = staleNodes(flow, (id) => (showsRun(id) ? run : (steps[id]?.flow ?? null)));
  memo = { flow, steps, run, stale };
  return stale;
}

/** Whether a node's card shows the run rather than a preview: the newer of the two counts. */
export function showsRun(nodeId: string): boolean {
  const { current } = useRuns.getState();
  if (!current?.steps[nodeId]) return false;
  const seen = usePreview.getState().steps[nodeId];
  return !seen || (current.finishedAt ?? Number.POSITIVE_INFINITY) >= seen.takenAt;
}

/** A node's glyph. Reads the stores; call it within a selector of each (see useNodeStatus). */
export function nodeStatus(nodeId: string): NodeStatus {
  const preview = usePreview.getState();
  const facts = factsOf(nodeId);
  if (preview.status === 'running' && preview.waiting.has(nodeId)) return 'running';
  const problems = useInspection.getState().byNode[nodeId];
  if (problems?.some((problem) => problem.code === 'unknown-kind')) return 'unknown-kind';
  if (facts?.status === 'running') return 'running';
  if (facts?.status === 'waiting' && showsRun(nodeId)) return 'waiting';
  if (problems?.some((problem) => problem.severity === 'error')) return facts?.status === 'failed' ? 'failed' : 'not-set-up';
  if (preview.errorNodeId === nodeId && preview.status === 'failed') return 'failed';
  if (!facts || facts.status === 'skipped' || facts.status === 'waiting') return 'ready';
  if (currentStaleNodes().has(nodeId)) return 'stale';
  if (facts.status === 'failed') return 'failed';
  if (facts.status === 'cancelled' || facts.status === 'interrupted') return 'cancelled';
  return facts.counts.rejected > 0 ? 'done-with-rejects' : 'done';
}

/** A node's strip; null before anything was seen there. */
export function nodeCounts(nodeId: string): NodeCounts | null {
  const facts = factsOf(nodeId);
  if (!facts || facts.status === 'waiting' || facts.status === 'skipped') return null;
  const { in: into, out, filtered, duplicates, rejected } = facts.counts;
  return { from: showsRun(nodeId) ? 'run' : 'preview', in: into, out, filtered, duplicates, rejected, ports: facts.ports };
}

function factsOf(nodeId: string) {
  return showsRun(nodeId) ? useRuns.getState().current?.steps[nodeId] : usePreview.getState().steps[nodeId]?.step.facts;
}
