import type { RecordPath } from '../../api/replay-models.ts';
import type { RecordOrigin, Sample } from '../../base/sample.ts';
import type { CaptureFound } from '../../engine/capture/search-capture.ts';
import { mustFindRun, type Parts } from '../parts.ts';

type Stop = RecordPath['steps'][number];
type Place = Pick<Stop, 'nodeId' | 'name' | 'port'>;

/** Ports of a step by which a record does not go on. */
const FALLEN = new Set(['filtered', 'duplicates', 'rejected']);

/**
 * One record at every step of a run where a sample, a reject or the captured input holds it, in the order of the steps. Complete when no sample could have missed
 * it; else `gaps` names the steps that may have.
 */
export async function followRecord(parts: Parts, runId: string, origin: RecordOrigin): Promise<RecordPath> {
  mustFindRun(parts.store, runId);
  parts.desk.find(runId)?.recorder?.flush();
  const { store } = parts;
  const kept = store.samples.of(runId);
  const rejects = store.rejects.ofOrigin(runId, origin);
  const stops: Stop[] = [];
  /** Steps of which a sample holds only some of the records. */
  const partly: NonNullable<RecordPath['gaps']> = [];
  for (const step of store.steps.of(runId)) {
    for (const { port } of kept.filter((sample) => sample.nodeId === step.nodeId)) {
      const sample = store.samples.get(runId, step.nodeId, port);
      if (!sample) continue;
      if (sample.cut || sample.total > sample.rows.length) partly.push({ nodeId: step.nodeId, name: step.name, kept: sample.rows.length, total: sample.total });
      stops.push(...stopsIn(sample, origin, { nodeId: step.nodeId, name: step.name, port }));
    }
    for (const reject of rejects.filter((one) => one.nodeId === step.nodeId && !stops.some((stop) => stop.nodeId === one.nodeId && stop.reason))) {
      const record = Object.entries(reject.record ?? (reject.raw === undefined ? {} : { raw: reject.raw }));
      const fields = record.map(([name]) => ({ name, type: 'any' as const }));
      stops.push({ nodeId: step.nodeId, name: step.name, port: 'rejected', fields, row: record.map(([, value]) => value), reason: reasonOf(reject) });
    }
  }
  const capture = store.captures.of(runId).find(({ nodeId, side }) => nodeId === origin.source && side === 'out');
  const input = await capturedRecord(parts, runId, origin);
  const name = store.steps.of(runId).find((step) => step.nodeId === origin.source)?.name ?? origin.source;
  if (input && !stops.some((stop) => stop.nodeId === origin.source))
    stops.unshift({ nodeId: origin.source, name, port: input.port, fields: input.fields, row: input.row, from: 'input' });
  const out = stops.findIndex(({ port, reason }) => reason !== undefined || FALLEN.has(port));
  const order = store.steps.of(runId).map((step) => step.nodeId);
  const last = out < 0 ? Number.POSITIVE_INFINITY : order.indexOf(stops[out]?.nodeId ?? '');
  const gaps = partly.filter(
    (gap) =>
      order.indexOf(gap.nodeId) < last &&
      !stops.some((stop) => stop.nodeId === gap.nodeId) &&
      gap === partly.filter(({ nodeId }) => nodeId === gap.nodeId).reduce((most, one) => (one.total > most.total ? one : most)),
  );
  return { steps: stops, complete: stops.length > 0 && gaps.length === 0, gaps, canRetrace: input !== null && capture?.masked.length === 0 };
}

/** A record as it stands in the captured input of a run; null where it is not there. `full`: its values are not cut. */
export async function capturedRecord(
  { host, folders, store }: Pick<Parts, 'host' | 'folders' | 'store'>,
  runId: string,
  origin: RecordOrigin,
  full = false,
): Promise<Extract<CaptureFound, { kind: 'record' }> | null> {
  const capture = store.captures.of(runId).find(({ nodeId, side }) => nodeId === origin.source && side === 'out');
  if (!capture || capture.removedAt !== null) return null;
  let found: Extract<CaptureFound, { kind: 'record' }> | null = null;
  await host.search({ folder: folders.captures(runId), kind: 'record', origin, full }, (event) => {
    if (event.kind === 'record') found = event;
  });
  return found;
}

/** Where a sample holds the record. */
export function stopsIn(sample: Sample, origin: RecordOrigin, place: Place): Stop[] {
  return sample.origins.flatMap((one, index) => {
    const row = sample.rows[index];
    if (!row || one.source !== origin.source || one.ordinal !== origin.ordinal) return [];
    const reason = sample.reasons?.[index];
    return [{ ...place, fields: sample.fields, row, ...(reason ? { reason: reasonOf(reason) } : {}) }];
  });
}

function reasonOf(reason: NonNullable<Sample['reasons']>[number]): NonNullable<Stop['reason']> {
  const { code, message, field, value, hint } = reason;
  return {
    code,
    message,
    ...(field === undefined ? {} : { field }),
    ...(value === undefined ? {} : { value }),
    ...(hint === undefined ? {} : { hint }),
  };
}
