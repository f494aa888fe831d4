import type { ReplayRequest } from '../../api/replay-models.ts';
import { UserError } from '../../base/errors.ts';
import type { RecordOrigin } from '../../base/sample.ts';
import { putsAway } from '../../catalog/file-settings.ts';
import type { SourcePosition } from '../../engine/node-door.ts';
import type { ReplayChoice, ReplayKeys } from '../../engine/run-job.ts';
import type { Flow } from '../../flow/flow.ts';
import type { Capture } from '../../store/captures.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { Parts } from '../parts.ts';
import { type ReadCorrections, readCorrections } from '../runs/corrections.ts';
import { readAlong, refuseWithoutPartners } from './replay-partners.ts';
import { isSetAlike } from './replay-readings.ts';

/** Where a replay's records come from, decided from what the first run kept. */
export interface ReplayInput {
  choice: ReplayChoice;
  /** The records asked for; null where they are not known by their origin (all of them, or those with certain keys). */
  origins: readonly RecordOrigin[] | null;
  /** Whether all of `origins` were rejected in the run. */
  allRejected: boolean;
  /** Whether only a part of the run's records is replayed. */
  partial: boolean;
  captures: readonly Capture[];
  /** Sources of the flow (node ids) that were refused records while reading: only outside can they be found again. */
  rejectedWhileReading: readonly string[];
  corrections: ReadCorrections;
  /** Sources that are set as they were then, and put away what they have read once it is delivered. */
  putAway: readonly string[];
}

/** Whether it delivers all that a run which had failed has read, so that its sources need not give it again. */
export function deliversAll({ choice, partial }: Pick<ReplayInput, 'choice' | 'partial'>): boolean {
  return choice.state === 'as-kept' && !partial && choice.fromNode === null;
}

/** Decides from where a replay reads. Sources without a complete capture, and those whose rejects never got past them, are read again outside. */
export function replayInput(parts: Parts, run: RunRecord, flow: Flow, then: Flow, request: ReplayRequest): ReplayInput {
  const captures = parts.store.captures.of(run.runId);
  const sources = flow.nodes.filter((node) => parts.catalog.get(node.kind)?.role === 'source').map((node) => node.id);
  const origins = originsOf(parts, run, request);
  const corrections = readCorrections(parts, run, then, request.corrections ?? []);
  const byHand = new Set(corrections.corrected.filter(({ nodeId, source }) => nodeId === source).map(({ source, ordinal }) => `${source} ${ordinal}`));
  const toRead = origins?.filter(({ source, ordinal }) => !byHand.has(`${source} ${ordinal}`)) ?? null;
  const rejectedWhileReading = toRead === null ? [] : sourcesThatRefused(parts, run, toRead).filter((id) => sources.includes(id));
  const references = referenceSources(parts, flow, sources);
  const keys = keysOf(flow, sources, references, request);
  const partial = origins !== null || keys !== undefined;
  const taken = { captures: parts.folders.captures(run.runId), fromNode: request.fromNode ?? null, ordinals: origins === null ? null : bySource(origins) };
  const asked: ReplayChoice = { ...taken, readOutside: [], state: 'none', ...(keys ? { keys } : {}) };
  const along = partial ? readAlong(parts, flow, asked) : new Map<string, string>();
  const readOutside = sources.filter((id) => {
    if (along.has(id))
      return rejectedWhileReading.includes(id) || !captures.some((capture) => capture.nodeId === id && capture.side === 'out' && isWhole(capture));
    // Nothing is read of a source whose records are all written by hand, or whose records nobody asked for.
    if (toRead !== null && !references.has(id) && !toRead.some(({ source }) => source === id)) return false;
    if (keys && !references.has(id) && keys.nodeId !== id) return false;
    if (rejectedWhileReading.includes(id)) return true;
    // Looked-up data is taken as it is now when the flow is: a replay of rejects is usually made because it was mended.
    if (request.version === 'now' && partial && references.has(id)) return true;
    return !captures.some((capture) => capture.nodeId === id && capture.side === 'out' && isWhole(capture));
  });
  if (request.fromNode === undefined) refuseWithoutPartners(parts, run, flow, then, along, { captures, readOutside, mended: rejectedWhileReading });
  const stateKept = run.status === 'succeeded' || run.status === 'succeeded-with-rejects';
  return {
    choice: {
      ...taken,
      seed: seedOf(parts, run),
      readOutside: request.fromNode === undefined ? readOutside : [],
      state: stateKept ? 'none' : 'as-kept',
      again: request.fromNode === undefined ? spansAgain(parts, run, flow, then, readOutside) : {},
      settle: bySource(parts.store.rejects.unresolvedOrigins(run.runId)),
      ...(keys ? { keys } : {}),
      ...(corrections.corrected.length > 0 ? { corrections: corrections.corrected } : {}),
    },
    origins,
    allRejected: request.what === 'rejected',
    partial,
    captures,
    rejectedWhileReading,
    corrections,
    putAway: sources.filter((id) => isSetAlike(flow, then, id) && putsAway(flow.nodes.find((node) => node.id === id)?.config ?? {})),
  };
}

/** Whether a capture holds all that passed, as it was. */
export function isWhole(capture: Capture): boolean {
  return capture.complete && capture.removedAt === null && capture.masked.length === 0;
}

/** Sources whose records only serve to look others up: every way on from them enters a port that is read first and not moved. */
export function referenceSources(parts: Pick<Parts, 'catalog'>, flow: Flow, sources: readonly string[]): Set<string> {
  const leadsOnlyToFirst = (id: string, seen: ReadonlySet<string>): boolean => {
    const edges = flow.edges.filter((edge) => edge.from.node === id && !seen.has(edge.to.node));
    return (
      edges.length > 0 &&
      edges.every((edge) => {
        const kind = parts.catalog.get(flow.nodes.find((node) => node.id === edge.to.node)?.kind ?? '');
        const port = kind?.inputs.find((input) => input.name === edge.to.port);
        return (port?.first === true && port.moves !== true) || leadsOnlyToFirst(edge.to.node, new Set([...seen, id]));
      })
    );
  };
  return new Set(sources.filter((id) => leadsOnlyToFirst(id, new Set())));
}

/** The run whose chance a replay repeats: the one at the beginning of the chain of replays. */
function seedOf({ store }: Pick<Parts, 'store'>, run: RunRecord): string {
  let first = run;
  for (let before = first.replayOf; before !== undefined; before = first.replayOf) {
    const found = store.runs.find(before);
    if (!found) return before;
    first = found;
  }
  return first.runId;
}

/** What the sources that are read outside have read then, where they are still set as they were: otherwise they were mended, and read as they are now. */
function spansAgain(parts: Parts, run: RunRecord, flow: Flow, then: Flow, readOutside: readonly string[]): Record<string, SourcePosition> {
  const spans = parts.store.stepState.spansOf(run.runId).filter(({ nodeId }) => readOutside.includes(nodeId) && isSetAlike(flow, then, nodeId));
  return Object.fromEntries(spans.map(({ nodeId, again }) => [nodeId, again as SourcePosition]));
}

function bySource(origins: readonly RecordOrigin[]): Record<string, number[]> {
  return Object.fromEntries(
    [...Map.groupBy(origins, ({ source }) => source)].map(([source, list]) => [source, list.map(({ ordinal }) => ordinal).sort((a, b) => a - b)]),
  );
}

function keysOf(flow: Flow, sources: readonly string[], references: ReadonlySet<string>, request: ReplayRequest): ReplayKeys | undefined {
  if (request.what !== 'keys') return undefined;
  if (!request.keys) throw new UserError('keys-missing', 'No keys were given.', { hint: 'Name the key fields and the keys of the records.' });
  const { fields, values, allowMissing } = request.keys;
  const short = values.find((key) => key.length !== fields.length);
  if (short)
    throw new UserError('keys-uneven', `A key has ${short.length} ${short.length === 1 ? 'part' : 'parts'}, but ${fields.length} key fields are named.`, {
      hint: `Write one value for each of: ${fields.join(', ')}.`,
    });
  if (request.fromNode !== undefined) return { nodeId: request.fromNode, fields, values, allowMissing };
  const moving = sources.filter((id) => !references.has(id));
  const nodeId = request.keys.nodeId ?? (moving.length === 1 ? moving[0] : undefined);
  if (nodeId !== undefined && sources.includes(nodeId)) return { nodeId, fields, values, allowMissing };
  const names = moving.map((id) => flow.nodes.find((node) => node.id === id)?.name ?? id).join(', ');
  throw new UserError('source-not-clear', 'It is not clear in which source the keys are to be looked for.', { hint: `Name one of: ${names}.` });
}

function originsOf(parts: Parts, run: RunRecord, request: ReplayRequest): RecordOrigin[] | null {
  if (request.what === 'all' || request.what === 'keys') return null;
  if (request.what === 'rejected') return parts.store.rejects.unresolvedOrigins(run.runId);
  return [...new Map((request.records ?? []).map((one) => [`${one.source} ${one.ordinal}`, one])).values()];
}

/** Sources that themselves rejected one of the records: it never got past them. */
function sourcesThatRefused(parts: Parts, run: RunRecord, origins: readonly RecordOrigin[]): string[] {
  const refused = new Map<string, Set<number>>();
  for (const { source, ordinal } of parts.store.rejects.refusedWhileReading(run.runId)) refused.set(source, (refused.get(source) ?? new Set()).add(ordinal));
  return [...new Set(origins.filter(({ source, ordinal }) => refused.get(source)?.has(ordinal)).map(({ source }) => source))];
}
