import type * as z from 'zod';
import type { recordPath } from '../api/replay-models.ts';
import type { RecordOrigin, Sample } from '../base/sample.ts';
import { mustFindRun, type Parts } from './parts.ts';

type RecordPath = z.infer<typeof recordPath>;
type Stop = RecordPath['steps'][number];

/** One record at every step of a run where a sample or a reject holds it, in the order of the steps. Complete when no sample could have missed it. */
export function followRecord(parts: Parts, runId: string, origin: RecordOrigin): RecordPath {
  mustFindRun(parts.store, runId);
  parts.desk.find(runId)?.recorder?.flush();
  const { store } = parts;
  const kept = store.samples.of(runId);
  const rejects = store.rejects.ofOrigin(runId, origin);
  const steps = store.steps.of(runId);
  const stops: Stop[] = [];
  /** Steps of which a sample holds only some of the records. */
  const partly: string[] = [];
  for (const step of steps) {
    for (const { port } of kept.filter((sample) => sample.nodeId === step.nodeId)) {
      const sample = store.samples.get(runId, step.nodeId, port);
      if (sample && (sample.cut || sample.total > sample.rows.length)) partly.push(step.nodeId);
      if (sample) stops.push(...stopsIn(sample, origin).map((stop) => ({ nodeId: step.nodeId, name: step.name, port, ...stop })));
    }
    for (const reject of rejects.filter((one) => one.nodeId === step.nodeId && !stops.some((stop) => stop.nodeId === one.nodeId && stop.reason))) {
      const record = Object.entries(reject.record ?? {});
      const fields = record.map(([name]) => ({ name, type: 'any' as const }));
      stops.push({ nodeId: step.nodeId, name: step.name, port: 'rejected', fields, row: record.map(([, value]) => value), reason: reasonOf(reject) });
    }
  }
  const couldBeMissing = partly.some((nodeId) => !stops.some((stop) => stop.nodeId === nodeId));
  return { steps: stops, complete: stops.length > 0 && !couldBeMissing };
}

function stopsIn(sample: Sample, origin: RecordOrigin): Pick<Stop, 'fields' | 'row' | 'reason'>[] {
  return sample.origins.flatMap((one, index) => {
    const row = sample.rows[index];
    if (!row || one.source !== origin.source || one.ordinal !== origin.ordinal) return [];
    const reason = sample.reasons?.[index];
    return [{ fields: sample.fields, row, ...(reason ? { reason: reasonOf(reason) } : {}) }];
  });
}

function reasonOf(reason: { code: string; message: string; field?: string | undefined; value?: string | undefined }): NonNullable<Stop['reason']> {
  const { code, message, field, value } = reason;
  return { code, message, ...(field === undefined ? {} : { field }), ...(value === undefined ? {} : { value }) };
}
