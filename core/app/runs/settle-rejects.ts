import { encodeValue, stableStringify } from '../../base/json.ts';
import type { CorrectedRecord } from '../../engine/run-job.ts';
import type { SettledRecord } from '../../engine/threads/messages.ts';
import type { KeptReject, RejectTable } from '../../store/rejects.ts';

type Correction = Pick<CorrectedRecord, 'values' | 'was'> & { seq: number };

/** What a replay tells of the records that were rejected in the run it replays. */
export interface ReplayedRejects {
  runId: string;
  replayId: string;
  settled: readonly SettledRecord[];
  corrected: readonly Correction[];
}

/**
 * Closes the rejects that a replay has settled. Of several that were made of one source record, those that were not rejected again are closed and the others
 * stay open; where nobody can tell which is which, all stay open.
 */
export function settleRejects(rejects: RejectTable, { runId, replayId, settled, corrected }: ReplayedRejects): void {
  const [inPart, whole] = [settled.filter((one) => one.inPart), settled.filter((one) => !one.inPart)];
  rejects.resolve(runId, whole, replayId);
  const bySeq = new Map(corrected.map((one) => [one.seq, one]));
  const apart = inPart.flatMap(({ source, ordinal, as }) => {
    const origin = { source, ordinal };
    return notRejectedAgain(rejects.ofOrigin(runId, origin), rejects.ofOrigin(replayId, origin), bySeq).map((seq) => ({ seq, as }));
  });
  rejects.resolveSome(runId, apart, replayId);
}

/**
 * Which of the rejects made of one source record (by `seq`) are not among those of a replay. Each is looked for as it was, or as it was corrected. Of some that
 * look alike, all or none must be there again; a reject of the replay that is like none of them may have been any of them.
 */
export function notRejectedAgain(before: readonly KeptReject[], again: readonly KeptReject[], corrected: ReadonlyMap<number, Correction>): number[] {
  const expected = Map.groupBy(before, (reject) => lookOf(reject, corrected.get(reject.seq)));
  const found = Map.groupBy(again, (reject) => lookOf(reject));
  for (const [look, alike] of found) if (alike.length > (expected.get(look)?.length ?? 0)) return [];
  return [...expected].flatMap(([look, alike]) => (found.has(look) ? [] : alike.map(({ seq }) => seq)));
}

/** Where a record was rejected and what was kept of it. A corrected value counts where the one before was kept as it was, neither cut nor hidden. */
function lookOf({ nodeId, record = {}, raw }: KeptReject, correction?: Correction): string {
  const { values = {}, was = {} } = correction ?? {};
  const fields = Object.entries(record).map(([field, value]) => [
    field,
    Object.hasOwn(values, field) && Object.hasOwn(was, field) ? values[field] : encodeValue(value),
  ]);
  return stableStringify([nodeId, raw ?? null, fields]);
}
