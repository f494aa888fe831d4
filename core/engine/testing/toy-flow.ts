import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Clock } from '../../base/clock.ts';
import type { RunCounts, StepFacts } from '../../base/run-facts.ts';
import { FLOW_VERSION, type Flow, flowSchema } from '../../flow/flow.ts';
import { cleanUp, keepStates } from '../after-run.ts';
import { type Cancel, createCancel } from '../cancel.ts';
import type { EngineDeps } from '../engine-deps.ts';
import { executeRun } from '../execute.ts';
import { DEFAULT_LIMITS, type RunJob } from '../run-job.ts';
import type { EngineEvent, RejectedRecord, RunOutcome } from '../threads/messages.ts';
import { machineClock } from './machine-clock.ts';
import { TOY_CATALOG } from './toy-kinds.ts';
import { toyRuns } from './toy-runs.ts';
import { ToyWorld } from './toy-world.ts';

/** Nodes as `id: [kind, config, settings]`, edges as `from>to`, `from.port>to.port`. */
export interface FlowSketch {
  nodes: Record<string, [kind: string, config?: Record<string, unknown>, settings?: Record<string, unknown>]>;
  edges: string[];
  settings?: Record<string, unknown>;
}

/** Makes a flow of a sketch; nodes stand in a row in the order they are named. */
export function sketchFlow({ nodes, edges, settings }: FlowSketch): Flow {
  const end = (text: string, port: string) => {
    const [node = '', named] = text.split('.');
    return { node, port: named ?? port };
  };
  return flowSchema.parse({
    format: 'swivel/flow',
    version: FLOW_VERSION,
    id: 'flow',
    name: 'Sketch',
    settings: { capture: 'none', ...settings },
    nodes: Object.entries(nodes).map(([id, [kind, config = {}, more = {}]], x) => ({ id, kind, version: 1, name: id, position: { x, y: 0 }, config, ...more })),
    edges: edges.map((edge, at) => {
      const [from = '', to = ''] = edge.split('>');
      const port = nodes[from.split('.')[0] ?? '']?.[0] === 'start' ? 'start' : 'out';
      return { id: `e${String(at).padStart(2, '0')} ${edge}`, from: end(from, port), to: end(to, 'in') };
    }),
  });
}

/** A folder with everything a run needs, and what happened in it. */
export class ToyWorkspace {
  readonly root = mkdtempSync(join(tmpdir(), 'engine-'));
  readonly world = new ToyWorld();
  #runs = 0;

  job(flow: Flow, more: Partial<RunJob> = {}): RunJob {
    const runId = `run${++this.#runs}`;
    mkdirSync(join(this.root, 'files'), { recursive: true });
    return {
      runId,
      flowId: 'flow',
      flow,
      mode: 'run',
      startedAt: Date.UTC(2026, 10, 20),
      zone: 'UTC',
      parameters: {},
      folders: {
        flow: join(this.root, 'files'),
        captures: join(this.root, 'captures', runId),
        state: join(this.root, 'state'),
        spill: join(this.root, 'spill', runId),
      },
      limits: DEFAULT_LIMITS,
      ...more,
    };
  }

  /** The kinds that flows of this workspace are made of. */
  kinds(): Pick<EngineDeps, 'catalog' | 'loadRun'> {
    return { catalog: TOY_CATALOG, loadRun: toyRuns(this.world) };
  }

  /** Runs a flow in this thread, as the owner of the run would: keeps the state and removes what was spilled. */
  async run(
    flow: Flow,
    more: Partial<RunJob> = {},
    options: { cancel?: Cancel; clock?: Clock; report?: (event: EngineEvent) => void | Promise<void> } = {},
  ): Promise<Seen> {
    const job = this.job(flow, more);
    const events: EngineEvent[] = [];
    const report = (event: EngineEvent) => {
      events.push(structuredClone(event));
      if (event.kind === 'settling') keepStates(job, event.nodeIds);
      return options.report?.(event);
    };
    const deps = { ...this.kinds(), clock: options.clock ?? machineClock() };
    const outcome = await executeRun(job, deps, report, options.cancel ?? createCancel());
    keepStates(job, outcome.stateOf);
    cleanUp(job, []);
    return new Seen(job, outcome, events);
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A finished run with all it told. Its making checks the law, so that every test does. */
export class Seen {
  readonly job: RunJob;
  readonly outcome: RunOutcome;
  readonly events: EngineEvent[];

  constructor(job: RunJob, outcome: RunOutcome, events: EngineEvent[]) {
    this.job = job;
    this.outcome = outcome;
    this.events = events;
    expectLaw(outcome.counts);
    for (const step of outcome.steps) expectStepLaw(step, outcome.status.startsWith('succeeded') && job.mode !== 'rehearsal');
  }

  get rejects(): RejectedRecord[] {
    return this.events.flatMap((event) => (event.kind === 'rejects' ? event.rows : []));
  }

  get logs(): string[] {
    return this.events.flatMap((event) => (event.kind === 'log' ? [event.message] : []));
  }

  step(nodeId: string): StepFacts {
    const found = this.outcome.steps.find((step) => step.nodeId === nodeId);
    if (!found) throw new Error(`no step ${nodeId}`);
    return found;
  }
}

export function expectLaw(counts: RunCounts): void {
  expect(counts.read, JSON.stringify(counts)).toBe(counts.delivered + counts.filtered + counts.duplicates + counts.rejected + counts.pending);
  for (const count of Object.values(counts)) expect(count).toBeGreaterThanOrEqual(0);
}

function expectStepLaw({ nodeId, counts }: StepFacts, closed: boolean): void {
  const { out, filtered, duplicates, rejected, used, pending } = counts;
  expect(counts.in + counts.fannedOut, `${nodeId} ${JSON.stringify(counts)}`).toBe(out + filtered + duplicates + rejected + used + pending);
  if (closed) expect(pending, nodeId).toBe(0);
}
