import { join } from 'node:path';
import { Defect, toErrorReport, UserError } from '../../base/errors.ts';
import type { Field } from '../../base/field.ts';
import { NO_REDACTION, type Redactor } from '../../base/redact.ts';
import type { Sample } from '../../base/sample.ts';
import type { AnyNodeSpec } from '../../catalog/catalog.ts';
import { fanOutOf } from '../../catalog/fan-out.ts';
import type { Batch } from '../../data/batch.ts';
import { fieldsOf } from '../../data/batch-ops.ts';
import type { FlowNode } from '../../flow/flow.ts';
import { outputsOf } from '../../flow/kinds.ts';
import { PortSamples } from '../accounts/port-samples.ts';
import { Reporter } from '../accounts/reporter.ts';
import { type Cancel, createCancel } from '../cancel.ts';
import type { EngineDeps } from '../engine-deps.ts';
import type { SourceReading, WouldDo } from '../node-door.ts';
import { type OpenNode, openStep } from '../open-step.ts';
import { placesIn, takerOf } from '../open-steps.ts';
import type { PlanStep } from '../plan/plan.ts';
import { RejectedOrigins } from '../rejects/rejected-origins.ts';
import type { RunAtWork } from '../run-at-work.ts';
import type { PreviewJob } from '../run-job.ts';
import { seededRandom } from '../seeded-random.ts';
import { StepAtWork } from '../step-at-work.ts';
import { StepConnections } from '../step-connections.ts';
import { createStepContext } from '../step-context.ts';
import { StepLog } from '../step-log.ts';
import { FileState } from '../step-state.ts';
import type { PreviewedStep } from '../threads/messages.ts';
import { redactedPreview } from '../threads/redacted-events.ts';
import type { StepResult } from './preview-cache.ts';
import { batchesOfGiven, type Given } from './preview-given.ts';
import { contentKey } from './preview-key.ts';
import { MOST_LOOKED_AT, type Taking, takeFirst, takeRandom, takeWhere } from './preview-sample.ts';
import type { PreviewInputs, PreviewReading } from './preview-setup.ts';
import { readTaking } from './preview-source.ts';

/** What showing one step needs. */
export interface PreviewStepRequest {
  readonly job: PreviewJob;
  readonly node: FlowNode;
  readonly spec: AnyNodeSpec | undefined;
  readonly inputs: PreviewInputs;
  readonly reading: PreviewReading;
  readonly index: number;
  readonly sourceIds: readonly string[];
  readonly key: string;
  readonly deps: EngineDeps;
  readonly cancel: Cancel;
}

/** Most records of a port that a preview hands out. */
const MOST_SHOWN = 1_000;
const MEMORY = 64 * 1024 * 1024;

/** Works out one step of a preview from the batches that arrive. What goes wrong stands in the step's facts. */
export async function previewStep(request: PreviewStepRequest): Promise<StepResult> {
  const { job, deps, inputs, key, node: shownNode } = request;
  const given = job.given?.[shownNode.id];
  if (given) return giveRecords(request, given);
  const outputs = new Map<string, Batch[]>();
  const plan = planOf(request);
  const own = createCancel();
  const follow = () => own.raise();
  request.cancel.signal.addEventListener('abort', follow, { once: true });
  const opened: { node: OpenNode | null } = { node: null };
  const connections = new StepConnections(job.connections ?? [], {
    clock: deps.clock,
    random: seededRandom([plan.nodeId, 'connections'].join(' ')),
    signal: own.signal,
    loadConnection: deps.loadConnection,
  });
  const step = new StepAtWork(plan, workOf(request, plan, outputs, connections.redactor), []);
  let readings: SourceReading[] = [];
  let isSample = inputs.ports.some((port) => port.isSample);
  let wouldDo: WouldDo | undefined;
  const notices: string[] = [];
  try {
    checkReady(request, plan);
    const context = createStepContext(
      {
        runId: `preview-${job.flowId}`,
        flowName: job.flow.name,
        mode: 'preview',
        startedAt: job.startedAt,
        zone: job.zone,
        parameters: job.parameters,
        flowFolder: job.folders.flow,
        spillFolder: job.folders.spill,
        memoryPerStep: MEMORY,
        partial: false,
        limit: request.reading.sample.kind === 'first' ? request.reading.limit : MOST_LOOKED_AT,
        clock: deps.clock,
        cancel: own,
        connections,
        happening: job.happening ?? null,
        sourceName: (source) => job.flow.nodes.find(({ id }) => id === request.sourceIds[source])?.name ?? '',
        fieldsArriving: (_nodeId, port) => plan.arriving[port] ?? null,
      },
      {
        step: plan,
        at: step,
        log: new StepLog(plan.nodeId, (event) => {
          if (event.kind === 'log' && event.code !== 'log') notices.push(event.message);
        }),
        state: new FileState({ kept: job.folders.state, staging: join(job.folders.spill, 'state'), nodeId: plan.nodeId, seesKept: true }),
        partFile: () => Promise.resolve(),
        enough: () => undefined,
        isSample: (port) => inputs.ports.some((one) => one.name === port && one.isSample),
        rejectedBefore: () => 0,
        checked: () => undefined,
        // Who looks at a preview does not wait for a second try.
        tryAgain: (attempt) => attempt(),
        again: null,
      },
    );
    const node = await openStep(plan, await deps.loadRun(plan.kind), context);
    opened.node = node;
    step.taker = takerOf(node);
    step.status = 'running';
    if (node.role === 'source') {
      const { source } = node;
      const taking = takingOf(request);
      step.locate = placesIn(source);
      isSample = await step.timed(() => readTaking(source, taking, step.emit, () => own.raise()));
      await step.drainRejects();
      readings = source.readings?.() ?? [];
      const chosen = taking.notice();
      if (chosen !== null) notices.push(chosen);
    }
    for (const port of inputs.ports) {
      for (const batch of port.batches) await step.receive(port.name, batch);
      await step.endLink(port.name);
    }
    if (node.role === 'rehearsal') wouldDo = await step.timed(() => node.rehearsal.finish());
    await step.drainRejects();
    step.succeed();
  } catch (error) {
    if (request.cancel.raised()) throw request.cancel.signal.reason;
    step.status = 'failed';
    step.error ??= toErrorReport(error, { node: plan.nodeId });
  } finally {
    request.cancel.signal.removeEventListener('abort', follow);
    await closeNode(opened.node);
    await connections.close();
  }
  const left = Object.fromEntries(step.samples.all());
  const seen: PreviewedStep = {
    facts: step.facts(),
    arrived: arrivedAt(request),
    left,
    ...(wouldDo ? { wouldDo } : {}),
    ...(notices.length > 0 ? { notices } : {}),
    reused: false,
  };
  // Before it is kept: the next preview knows nothing of a token that was got for this one.
  const shown = redactedPreview(seen, connections.redactor);
  const outputKey = plan.role === 'source' ? contentKey(key, readings, left) : key;
  return { key, outputKey, at: deps.clock.monotonic(), readings, isSample, outputs, arrived: batchesOf(inputs), sourceIds: request.sourceIds, step: shown };
}

/** A step whose records are given: it counts as a source, and nothing of it is opened. */
async function giveRecords(request: PreviewStepRequest, given: Given[string]): Promise<StepResult> {
  const { key, index, sourceIds, deps } = request;
  const outputs = new Map<string, Batch[]>();
  const plan = planOf(request);
  const known = plan.outputs.filter(({ carries }) => carries === 'data').map(({ port }) => port);
  const ports = [...new Set([...known, ...Object.keys(given)])];
  const asSource: PlanStep = { ...plan, role: 'source', fanOut: 'one', outputs: ports.map((port, at) => ({ port, carries: 'data', links: [at] })) };
  const step = new StepAtWork(asSource, workOf(request, asSource, outputs, NO_REDACTION), []);
  const indexOf = (id: string) => (sourceIds.includes(id) ? sourceIds.indexOf(id) : undefined);
  for (const [port, records] of Object.entries(given)) for (const batch of batchesOfGiven(records, indexOf, index)) await step.emit(port, batch);
  step.succeed();
  const shown: PreviewedStep = { facts: step.facts(), arrived: {}, left: Object.fromEntries(step.samples.all()), given: true, reused: false };
  return { key, outputKey: key, at: deps.clock.monotonic(), readings: [], isSample: true, outputs, arrived: new Map(), sourceIds, step: shown };
}

function planOf({ node, spec, inputs, index }: PreviewStepRequest): PlanStep {
  const parsed = spec?.config.safeParse(node.config);
  const config: unknown = parsed?.success ? parsed.data : node.config;
  const arriving: Record<string, Field[]> = {};
  for (const port of inputs.ports) arriving[port.name] = port.sample?.fields ?? fieldsOfBatches(port.batches);
  const outputs = (spec ? outputsOf(spec, node.config) : []).filter((port) => port.carries !== 'start');
  return {
    index,
    nodeId: node.id,
    name: node.name || (spec?.title ?? node.kind),
    kind: node.kind,
    role: (spec?.role ?? 'transform') as PlanStep['role'],
    config,
    effects: parsed?.success && spec ? spec.effects(config) : 'none',
    fanOut: parsed?.success && spec ? fanOutOf(spec, config) : (spec?.fanOut ?? 'one'),
    inputs: inputs.ports.map((port) => ({ port: port.name, links: [0], first: port.first, reference: port.reference, held: false })),
    outputs: outputs.map((port, at) => ({ port: port.name, carries: port.carries === 'reject' ? 'reject' : 'data', links: [at] })),
    arriving,
    branch: 'data',
    reading: 'outside',
    rejects: null,
    retry: null,
    unknownEffects: 'ask',
    capture: { output: false, inputs: false },
  };
}

/** Throws what the flow's checks would say of this node, with the fields that really arrive. */
function checkReady({ node, spec, inputs }: PreviewStepRequest, plan: PlanStep): void {
  const place = { node: node.id };
  if (!spec) throw new UserError('unknown-kind', `This version of Swivel does not know the kind "${node.kind}".`, { place });
  const parsed = spec.config.safeParse(node.config);
  const issue = parsed.error?.issues[0];
  if (issue) throw new UserError('bad-setting', `The setting ${issue.path.join('.')} is not valid: ${issue.message}.`, { place });
  const open =
    spec.role === 'source' ? undefined : spec.inputs.find((port) => port.required !== false && !inputs.ports.some((input) => input.name === port.name));
  if (open)
    throw new UserError('input-not-connected', `Nothing is connected to the input "${open.label}".`, {
      hint: 'Draw a link from the output of an earlier step to this one.',
      place,
    });
  const problem = spec.check(plan.config, plan.arriving).find(({ severity }) => severity !== 'warning');
  if (problem)
    throw new UserError(problem.code, problem.message, { ...(problem.hint ? { hint: problem.hint } : {}), place: { ...place, field: problem.field } });
}

function takingOf({ job, node, reading: { limit, sample } }: PreviewStepRequest): Taking {
  if (sample.kind === 'first') return takeFirst(limit);
  const seed = `preview-${job.flowId} ${node.id} ${sample.kind === 'random' ? sample.seed : ''}`;
  if (sample.kind === 'random') return takeRandom(limit, seededRandom(seed));
  return takeWhere(limit, sample.formula, { now: job.startedAt, zone: job.zone, random: seededRandom(seed) });
}

/** A run of one step: what it passes on is collected by port. */
function workOf(
  { job, deps, cancel, sourceIds, reading: { limit } }: PreviewStepRequest,
  plan: PlanStep,
  outputs: Map<string, Batch[]>,
  redactor: Redactor,
): RunAtWork {
  return {
    runId: `preview-${job.flowId}`,
    sampleFirst: Math.min(limit, MOST_SHOWN),
    clock: deps.clock,
    cancel,
    reporter: new Reporter(() => {}, deps.clock),
    fates: null,
    rejected: new RejectedOrigins(),
    masks: null,
    redactor,
    stopped: false,
    checkRejects: () => undefined,
    spillFolder: job.folders.spill,
    checkpoint() {
      if (cancel.raised()) throw cancel.signal.reason;
    },
    fail: () => true,
    witness: () => ({}),
    deliver(link, batch) {
      const port = plan.outputs[link]?.port ?? '';
      const there = outputs.get(port);
      if (there) there.push(batch);
      else outputs.set(port, [batch]);
    },
    endLink: () => Promise.resolve(),
    sourceId: (index) => sourceIds[index] ?? '',
    locate: () => null,
    holdPort() {
      throw new Defect('held-in-preview', 'A preview gave records to a port before its time.');
    },
  };
}

function arrivedAt({ job, inputs, sourceIds, reading: { limit } }: PreviewStepRequest): Record<string, Sample> {
  const arrived: Record<string, Sample> = {};
  for (const port of inputs.ports) {
    if (port.sample) {
      arrived[port.name] = port.sample;
      continue;
    }
    const samples = new PortSamples(`preview-${job.flowId}`, (index) => sourceIds[index] ?? '', Math.min(limit, MOST_SHOWN));
    for (const batch of port.batches) samples.take(port.name, batch);
    for (const [name, sample] of samples.all()) arrived[name] = sample;
  }
  return arrived;
}

function batchesOf({ ports }: PreviewInputs): StepResult['arrived'] {
  return new Map(ports.map(({ name, batches }) => [name, batches]));
}

function fieldsOfBatches(batches: readonly Batch[]): Field[] {
  const fields = new Map<string, Field>();
  for (const batch of batches) for (const field of fieldsOf(batch)) if (!fields.has(field.name)) fields.set(field.name, field);
  return [...fields.values()];
}

async function closeNode(node: OpenNode | null): Promise<void> {
  if (node?.role === 'source') await node.source.close?.();
  else if (node?.role === 'transform') await node.transform.close?.();
  else if (node?.role === 'rehearsal') await node.rehearsal.close?.();
}
