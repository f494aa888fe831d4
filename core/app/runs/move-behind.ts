import { encodeValue, stableStringify } from '../../base/json.ts';
import type { Value } from '../../base/value.ts';
import type { SourcePosition } from '../../engine/node-door.ts';
import { PENDING, POSITION } from '../../engine/reading.ts';
import { keptValue, putValue } from '../../engine/step-state.ts';
import { readSeen } from '../../formats/files/seen-files.ts';
import type { SourceSpanRecord } from '../../store/step-state.ts';
import type { Parts } from '../parts.ts';
import { stagingOf } from './step-memory.ts';

/** Runs whose replays are replayed in their turn, at most. */
const LONGEST_CHAIN = 100;

/** What is delivered, and by which replay. */
export interface DeliveredLater {
  /** Sources that put away what was delivered, and are still set as they were then. */
  putAway: ReadonlySet<string>;
  /** Name under which the flow remembers things. */
  memoryId: string;
  /** The run that had failed, from the replay before back to the run that was no replay. */
  chain: readonly string[];
  by: string;
}

/** A run, and what it is a replay of, and so on to the run at the beginning. */
export function chainOf({ store }: Pick<Parts, 'store'>, runId: string): string[] {
  const chain = [runId];
  for (let before = store.runs.find(runId)?.replayOf; before !== undefined && chain.length < LONGEST_CHAIN; before = store.runs.find(before)?.replayOf)
    chain.push(before);
  return chain;
}

/**
 * After a replay has delivered all of a run that had failed: its sources stand where that run has ended, or the next run would read the same again. Files
 * that are to be put away once they are delivered are put away by the next run, which does not read them. Only where no other run has moved the source
 * meanwhile. To be called in the transaction that ends the replay.
 */
export function moveBehind(parts: Pick<Parts, 'store' | 'folders' | 'clock'>, later: DeliveredLater): void {
  const { store } = parts;
  // A replay that took what was kept has no spans of its own.
  const spans = later.chain.map((runId) => store.stepState.spansOf(runId)).find((all) => all.length > 0) ?? [];
  for (const span of spans) {
    leaveToPutAway(parts, later, span);
    moveOne(parts, later, span);
  }
}

function leaveToPutAway(parts: Pick<Parts, 'folders'>, { putAway, memoryId }: DeliveredLater, { nodeId, again }: SourceSpanRecord): void {
  const read = readSeen(again);
  if (read.length === 0 || !putAway.has(nodeId)) return;
  const kept = parts.folders.state(memoryId);
  const others = readSeen(keptValue(kept, nodeId, PENDING)).filter(({ path }) => !read.some((file) => file.path === path));
  putValue(kept, stagingOf(parts, memoryId), nodeId, PENDING, { files: [...others, ...read] });
}

function moveOne(parts: Pick<Parts, 'store' | 'folders' | 'clock'>, { memoryId, by }: DeliveredLater, span: SourceSpanRecord): void {
  if (span.position === null) return;
  const { store, folders, clock } = parts;
  const kept = folders.state(memoryId);
  const now = keptValue(kept, span.nodeId, POSITION) as SourcePosition | undefined;
  const next = joined(now, span.again as SourcePosition, span.position as SourcePosition);
  if (next === null) return;
  putValue(kept, stagingOf(parts, memoryId), span.nodeId, POSITION, next);
  const at = clock.now();
  store.stepState.changed(memoryId, span.nodeId, by, at);
  store.stepState.moved(memoryId, {
    nodeId: span.nodeId,
    at,
    action: 'replay',
    runId: by,
    to: span.to,
    ...(span.from === null ? {} : { from: span.from }),
  });
}

/** Where a source stands after what it read was delivered later; null when it must stay where it is. */
function joined(now: SourcePosition | undefined, again: SourcePosition, then: SourcePosition): SourcePosition | null {
  if (Array.isArray(again['files'])) {
    const known = readSeen(now);
    const missing = readSeen(again).filter((file) => !known.some((one) => one.path === file.path && one.hash === file.hash));
    return missing.length === 0 ? null : { files: [...known, ...missing] };
  }
  const began = again['after'] ?? null;
  return same(now ?? null, began) ? then : null;
}

/** Positions come back from where they were kept with their members in another order. */
function same(one: Value, other: Value): boolean {
  return stableStringify(encodeValue(one)) === stableStringify(encodeValue(other));
}
