import type * as z from 'zod';
import type { PreviewEvent } from '../../api/design-models.ts';
import type { givenNodes, SampleChoice } from '../../api/preview-models.ts';
import { toErrorReport } from '../../base/errors.ts';
import type { PreviewHappening } from '../../engine/threads/messages.ts';
import type { Flow } from '../../flow/flow.ts';
import { readEnvironment } from '../connections/environment.ts';
import { EventStream } from '../event-stream.ts';
import type { Parts } from '../parts.ts';
import { pinnedIn } from '../pins.ts';
import { lastHappening } from '../runs/last-happening.ts';
import { memoryId } from '../runs/memory-id.ts';
import { withParameters } from '../runs/start-run.ts';
import { sampledFlow } from './preview-sample.ts';

/** What a preview is asked for. */
export interface PreviewRequest {
  flow: Flow;
  folder: string;
  nodeId?: string | undefined;
  limit: number;
  sample?: SampleChoice | undefined;
  /** For this preview only; before pins. */
  given?: z.infer<typeof givenNodes> | undefined;
  set?: Readonly<Record<string, string>> | undefined;
}

/** Runs a draft on a sample, without any write, and tells what happened at each step. Leaving the stream stops it; so does the next preview of the flow. */
export function previewFlow(parts: Parts, request: PreviewRequest, signal?: AbortSignal): EventStream<PreviewEvent> {
  const { flow, folder, nodeId, limit, sample, set } = request;
  const parameters = withParameters(flow, set ?? {});
  const stop = new AbortController();
  const stream = new EventStream<PreviewEvent>({ signal, closed: () => stop.abort() });
  const began = parts.clock.monotonic();
  const { state, spill } = parts.folders;
  const happening = lastHappening(parts, flow);
  const job = {
    flowId: flow.id,
    flow,
    nodeId: nodeId ?? null,
    limit,
    startedAt: parts.clock.now(),
    zone: flow.settings.zone || parts.clock.zone,
    parameters,
    ...(happening ? { happening } : {}),
    folders: { flow: folder, state: state(memoryId(parts, flow, readEnvironment(parts.store.settings))), spill: spill(`preview-${flow.id}`) },
  };
  const given = { ...pinnedIn(parts, flow), ...request.given };
  const told = sample?.kind === 'typed' ? { ...sample, records: { fields: [], rows: [] } } : sample;
  const listen = (event: PreviewHappening) => {
    // What was typed in, pinned, changed in a walk, or stands in another file says nothing of the fields that a run would meet.
    if (sample?.kind !== 'typed' && sample?.kind !== 'file' && Object.keys(given).length === 0) parts.fieldsSeen.note(flow, folder, event);
    stream.push(event.kind === 'step' && told ? { ...event, step: { ...event.step, sample: told } } : event);
  };
  sampledFlow(parts, flow, folder, sample)
    .then((sampled) =>
      stop.signal.aborted ? undefined : parts.host.preview({ ...job, ...sampled, given: { ...sampled.given, ...given } }, listen, stop.signal),
    )
    .catch((error) => stream.push({ kind: 'finished', ms: parts.clock.monotonic() - began, error: toErrorReport(error) }))
    .finally(() => stream.end());
  return stream;
}
