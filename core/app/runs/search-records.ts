import type { FoundRecord, LookedThrough, RecordSearchEvent } from '../../api/look-models.ts';
import type { RunDetail } from '../../api/run-models.ts';
import type { ErrorReport } from '../../base/errors.ts';
import { toErrorReport } from '../../base/errors.ts';
import type { RecordOrigin, Sample } from '../../base/sample.ts';
import type { Value } from '../../base/value.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { cutValue } from '../../data/cut-value.ts';
import type { Capture } from '../../store/captures.ts';
import { EventStream } from '../event-stream.ts';
import { mustFindRun, type Parts } from '../parts.ts';

const MOST_HITS = 50;
const REJECTS_AT_ONCE = 500;
const SHOWN = 200;
/** Progress is told no more often. */
const TOLD_MS = 100;

interface Asked {
  runId: string;
  words: string;
  field?: string | undefined;
  input: boolean;
}

/**
 * Looks for source records of a run by a value: in its samples and its rejected records, then in the input that it captured. Tells each record once, where it
 * was found first, at most fifty; at the end says where it looked and what could not be looked at.
 */
export function searchRecords(parts: Parts, asked: Asked, signal?: AbortSignal): EventStream<RecordSearchEvent> {
  const run = mustFindRun(parts.store, asked.runId);
  parts.desk.find(asked.runId)?.recorder?.flush();
  const stop = new AbortController();
  const stream = new EventStream<RecordSearchEvent>({
    signal,
    closed: () => stop.abort(),
    replaces: (newer, older) => newer.kind === 'progress' && older.kind === 'progress',
  });
  const met = new Set<string>();
  const tell = (hits: readonly FoundRecord[]) => {
    const fresh = hits.filter(({ origin }) => met.size < MOST_HITS && !met.has(keyOf(origin)) && met.add(keyOf(origin)));
    if (fresh.length > 0) stream.push({ kind: 'hits', hits: fresh });
  };
  const search = async (): Promise<{ places: LookedThrough[]; error?: ErrorReport }> => {
    const places = [inSamples(parts, asked, tell), await inRejects(parts, asked, tell, stop.signal)];
    if (!asked.input) return { places };
    const looked = await inInput(parts, asked, tell, stream, stop.signal, MOST_HITS - met.size);
    return { places: [...places, ...placesOfInput(parts, run.mode, asked.runId, looked.by)], ...(looked.error ? { error: looked.error } : {}) };
  };
  search()
    .then(({ places, error }) => stream.push({ kind: 'ended', places, ...(error ? { error } : {}) }))
    .catch((error) => stream.push({ kind: 'ended', places: [], error: toErrorReport(error) }))
    .finally(() => stream.end());
  return stream;
}

function keyOf({ source, ordinal }: RecordOrigin): string {
  return `${source} ${ordinal}`;
}

type Tell = (hits: readonly FoundRecord[]) => void;

function inSamples({ store }: Parts, { runId, words, field }: Asked, tell: Tell): LookedThrough {
  const wanted = words.trim().toLowerCase();
  const kept = store.samples.of(runId);
  let looked = 0;
  const found: FoundRecord[] = [];
  for (const { nodeId, port } of kept) {
    const sample = store.samples.get(runId, nodeId, port);
    if (!sample) continue;
    looked += sample.rows.length;
    found.push(...hitsIn(sample, nodeId, wanted, field));
  }
  tell([...found.filter(({ whole }) => whole), ...found.filter(({ whole }) => !whole)]);
  return { what: 'samples', looked, of: kept.reduce((sum, { total }) => sum + total, 0) };
}

function hitsIn({ fields, rows, origins }: Sample, nodeId: string, wanted: string, field: string | undefined): FoundRecord[] {
  return rows.flatMap((row, at) => {
    const origin = origins[at];
    const hit = origin && matchIn(Object.fromEntries(fields.map(({ name }, column) => [name, row[column] ?? null])), wanted, field);
    return hit ? [{ origin, nodeId, ...hit }] : [];
  });
}

function matchIn(record: Readonly<Record<string, Value>>, wanted: string, field: string | undefined): Omit<FoundRecord, 'origin' | 'nodeId'> | null {
  let part: Omit<FoundRecord, 'origin' | 'nodeId'> | null = null;
  for (const [name, value] of Object.entries(record)) {
    if (field !== undefined && name !== field) continue;
    const text = canonicalText(value);
    const lower = text.toLowerCase();
    if (!lower.includes(wanted)) continue;
    const hit = { field: name, value: String(cutValue(text, SHOWN).value), whole: lower.trim() === wanted };
    if (hit.whole) return hit;
    part ??= hit;
  }
  return part;
}

async function inRejects({ store }: Parts, { runId, words, field }: Asked, tell: Tell, signal: AbortSignal): Promise<LookedThrough> {
  const wanted = words.trim().toLowerCase();
  let [looked, total, after] = [0, 0, 0];
  for (let more = true; more && !signal.aborted; ) {
    const page = store.rejects.page(runId, { after, limit: REJECTS_AT_ONCE });
    tell(
      page.rejects.flatMap(({ nodeId, origin, record, raw, field: culprit, value }) => {
        const told = { ...(raw === undefined ? {} : { raw }), ...(culprit !== undefined && value !== undefined ? { [culprit]: value } : {}), ...record };
        const hit = origin && matchIn(told, wanted, field);
        return hit ? [{ origin, nodeId, ...hit }] : [];
      }),
    );
    looked += page.rejects.length;
    total = page.total;
    more = page.next !== null;
    after = page.next ?? after;
    // Others are waiting in this thread.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { what: 'rejects', looked, of: total };
}

async function inInput(
  { host, folders, clock }: Parts,
  { runId, words, field }: Asked,
  tell: Tell,
  stream: EventStream<RecordSearchEvent>,
  signal: AbortSignal,
  most: number,
): Promise<{ by: number; error?: ErrorReport }> {
  let [by, toldAt] = [0, 0];
  let error: ErrorReport | undefined;
  if (most <= 0 || signal.aborted) return { by };
  await host.search(
    { folder: folders.captures(runId), kind: 'words', words, field, most },
    (event) => {
      if (event.kind === 'hits') tell(event.hits.map((hit) => ({ ...hit, nodeId: event.nodeId })));
      else if (event.kind === 'ended') {
        by = event.looked;
        error = event.error;
      } else if (event.kind === 'progress' && clock.monotonic() - toldAt >= TOLD_MS) {
        toldAt = clock.monotonic();
        stream.push({ kind: 'progress', looked: event.looked, of: event.of });
      }
    },
    signal,
  );
  return { by, ...(error ? { error } : {}) };
}

/** What was looked at of each source's input; `looked` records in all, in the order of the captures. */
function placesOfInput({ store, catalog }: Parts, mode: RunDetail['run']['mode'], runId: string, looked: number): LookedThrough[] {
  const captures = store.captures.of(runId).filter(({ side }) => side === 'out');
  let left = looked;
  return store.steps
    .of(runId)
    .filter((step) => catalog.get(step.kind)?.role === 'source')
    .map((step): LookedThrough => {
      const capture = captures.find(({ nodeId }) => nodeId === step.nodeId);
      const mine = Math.min(left, capture?.removedAt === null ? capture.records : 0);
      left -= mine;
      const why = capture ? whyPartly(capture) : mode === 'run' ? 'not-kept' : mode;
      const masked = capture?.masked ?? [];
      return {
        what: 'input',
        nodeId: step.nodeId,
        looked: mine,
        of: capture?.passed ?? step.counts.in,
        ...(why ? { why } : {}),
        ...(masked.length > 0 ? { masked: [...masked] } : {}),
      };
    });
}

function whyPartly({ removedAt, stopped, complete }: Capture): LookedThrough['why'] {
  if (removedAt !== null) return 'removed';
  return stopped ?? (complete ? undefined : 'run-ended');
}
