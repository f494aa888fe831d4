import { join } from 'node:path';
import type { RecordPath } from '../../api/replay-models.ts';
import { UserError } from '../../base/errors.ts';
import type { RecordOrigin } from '../../base/sample.ts';
import { dependsOnOthers } from '../../catalog/fan-out.ts';
import type { PreviewHappening } from '../../engine/threads/messages.ts';
import { mustFindRun, type Parts } from '../parts.ts';
import { flowOfRun } from '../replay/replay-run.ts';
import { capturedRecord, stopsIn } from './follow-record.ts';

/** Of other sources as many records are read. */
const OTHERS = 10_000;

/**
 * What the flow as it was run makes of one record of its captured input, worked out again with this record alone and without any write. Steps remember nothing of
 * earlier runs; what else is read, is read as it is now. Throws the UserError `record-not-kept` where the record is not in the captured input as it was.
 */
export async function retraceRecord(parts: Parts, runId: string, origin: RecordOrigin, signal?: AbortSignal): Promise<RecordPath> {
  const run = mustFindRun(parts.store, runId);
  const record = await capturedRecord(parts, runId, origin, true);
  const capture = parts.store.captures.of(runId).find(({ nodeId, side }) => nodeId === origin.source && side === 'out');
  if (!record || capture?.masked.length !== 0)
    throw new UserError('record-not-kept', 'The way of this record cannot be worked out again, because it was not kept as it was read.', {
      hint: 'Keep the input in the settings of the flow, without hidden fields.',
    });
  const flow = flowOfRun(parts, run);
  const kept = parts.store.runs.origin(runId);
  const flowId = `retrace/${runId}`;
  const steps: RecordPath['steps'] = [];
  const spill = parts.folders.spill(flowId);
  const listen = (event: PreviewHappening) => {
    if (event.kind !== 'step') return;
    const name = flow.nodes.find((node) => node.id === event.nodeId)?.name ?? event.nodeId;
    for (const [port, sample] of Object.entries(event.step.left)) steps.push(...again(stopsIn(sample, origin, { nodeId: event.nodeId, name, port })));
    if (roleOf(event.nodeId) === 'target' && !steps.some((stop) => stop.nodeId === event.nodeId))
      for (const sample of Object.values(event.step.arrived)) steps.push(...again(stopsIn(sample, origin, { nodeId: event.nodeId, name, port: 'arrived' })));
  };
  const roleOf = (nodeId: string) => parts.catalog.get(flow.nodes.find((node) => node.id === nodeId)?.kind ?? '')?.role;
  const connections = await parts.connections.forFlow(flow, run.environment);
  await parts.host.preview(
    {
      ...(connections.length > 0 ? { connections } : {}),
      flowId,
      flow,
      nodeId: null,
      limit: OTHERS,
      startedAt: run.startedAt ?? run.queuedAt,
      zone: flow.settings.zone || parts.clock.zone,
      parameters: kept?.parameters ?? {},
      folders: { flow: kept?.folder ?? parts.folders.flow(run.flowId), state: join(spill, 'no-state'), spill },
      given: { [origin.source]: { [record.port]: { fields: record.fields, rows: [record.row], origins: [origin] } } },
    },
    listen,
    signal,
  );
  parts.host.forgetPreview(flowId);
  const met = new Set(steps.map(({ nodeId }) => nodeId));
  const alone = flow.nodes.filter(({ id, kind, config }) => {
    const spec = met.has(id) ? parts.catalog.get(kind) : undefined;
    const parsed = spec?.config.safeParse(config);
    return spec && parsed?.success && dependsOnOthers(spec, parsed.data);
  });
  return { steps, complete: true, alone: alone.map(({ name }) => name) };
}

function again(stops: RecordPath['steps']): RecordPath['steps'] {
  return stops.map((stop) => ({ ...stop, from: 'again' }));
}
