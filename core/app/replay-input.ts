import type { ReplayRequest } from '../api/replay-models.ts';
import { stableStringify } from '../base/json.ts';
import type { RecordOrigin } from '../base/sample.ts';
import type { SourcePosition } from '../engine/node-door.ts';
import type { ReplayChoice } from '../engine/run-job.ts';
import type { Flow } from '../flow/flow.ts';
import type { Capture } from '../store/captures.ts';
import type { RunRecord } from '../store/run-record.ts';
import type { Parts } from './parts.ts';

/** Where a replay's records come from, decided from what the first run kept. */
export interface ReplayInput {
  choice: ReplayChoice;
  /** The records asked for; null for all of them. */
  origins: readonly RecordOrigin[] | null;
  captures: readonly Capture[];
  /** Sources of the flow (node ids) that were refused records while reading: only outside can they be found again. */
  rejectedWhileReading: readonly string[];
}

/** Decides from where a replay reads. Sources without a complete capture, and those whose rejects never got past them, are read again outside. */
export function replayInput(parts: Parts, run: RunRecord, flow: Flow, then: Flow, request: ReplayRequest): ReplayInput {
  const captures = parts.store.captures.of(run.runId);
  const sources = flow.nodes.filter((node) => parts.catalog.get(node.kind)?.role === 'source').map((node) => node.id);
  const origins = originsOf(parts, run, request);
  const rejectedWhileReading = request.what === 'all' ? [] : sourcesThatRefused(parts, run, origins ?? []).filter((id) => sources.includes(id));
  const references = referenceSources(parts, flow, sources);
  const readOutside = sources.filter((id) => {
    if (rejectedWhileReading.includes(id)) return true;
    // Looked-up data is taken as it is now when the flow is: a replay of rejects is usually made because it was mended.
    if (request.version === 'now' && request.what !== 'all' && references.has(id)) return true;
    return !captures.some((capture) => capture.nodeId === id && capture.side === 'out' && capture.complete);
  });
  const bySource = Map.groupBy(origins ?? [], ({ source }) => source);
  const ordinals = Object.fromEntries([...bySource].map(([source, list]) => [source, list.map(({ ordinal }) => ordinal).sort((a, b) => a - b)]));
  const stateKept = run.status === 'succeeded' || run.status === 'succeeded-with-rejects';
  return {
    choice: {
      captures: parts.folders.captures(run.runId),
      fromNode: request.fromNode ?? null,
      ordinals: origins === null ? null : ordinals,
      readOutside: request.fromNode === undefined ? readOutside : [],
      state: stateKept ? 'none' : 'as-kept',
      again: request.fromNode === undefined ? spansAgain(parts, run, flow, then, readOutside) : {},
    },
    origins,
    captures,
    rejectedWhileReading,
  };
}

/** What the sources that are read outside have read then, where they are still set as they were: otherwise they were mended, and read as they are now. */
function spansAgain(parts: Parts, run: RunRecord, flow: Flow, then: Flow, readOutside: readonly string[]): Record<string, SourcePosition> {
  const configOf = (one: Flow, id: string) => stableStringify(one.nodes.find((node) => node.id === id)?.config ?? null);
  const spans = parts.store.stepState
    .spansOf(run.runId)
    .filter(({ nodeId }) => readOutside.includes(nodeId) && configOf(flow, nodeId) === configOf(then, nodeId));
  return Object.fromEntries(spans.map(({ nodeId, again }) => [nodeId, again as SourcePosition]));
}

function originsOf(parts: Parts, run: RunRecord, request: ReplayRequest): RecordOrigin[] | null {
  if (request.what === 'all') return null;
  return request.what === 'rejected' ? parts.store.rejects.unresolvedOrigins(run.runId) : [...(request.records ?? [])];
}

/** Sources that themselves rejected one of the records: it never got past them. */
function sourcesThatRefused(parts: Parts, run: RunRecord, origins: readonly RecordOrigin[]): string[] {
  const refused = new Map<string, Set<number>>();
  for (const { source, ordinal } of parts.store.rejects.refusedWhileReading(run.runId)) refused.set(source, (refused.get(source) ?? new Set()).add(ordinal));
  return [...new Set(origins.filter(({ source, ordinal }) => refused.get(source)?.has(ordinal)).map(({ source }) => source))];
}

/** Sources whose records only serve to look others up: every way on from them enters a port that is read first. */
function referenceSources(parts: Parts, flow: Flow, sources: readonly string[]): Set<string> {
  const leadsOnlyToFirst = (id: string, seen: ReadonlySet<string>): boolean => {
    const edges = flow.edges.filter((edge) => edge.from.node === id && !seen.has(edge.to.node));
    return (
      edges.length > 0 &&
      edges.every((edge) => {
        const kind = parts.catalog.get(flow.nodes.find((node) => node.id === edge.to.node)?.kind ?? '');
        const first = kind?.inputs.find((input) => input.name === edge.to.port)?.first === true;
        return first || leadsOnlyToFirst(edge.to.node, new Set([...seen, id]));
      })
    );
  };
  return new Set(sources.filter((id) => leadsOnlyToFirst(id, new Set())));
}
