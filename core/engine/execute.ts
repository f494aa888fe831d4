import { toErrorReport } from '../base/errors.ts';
import { frozen, RecentlyMade } from '../base/recently-made.ts';
import { NO_COUNTS } from '../base/run-facts.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Flow } from '../flow/flow.ts';
import type { Report } from './accounts/reporter.ts';
import { type Cancel, createCancel } from './cancel.ts';
import type { EngineDeps } from './engine-deps.ts';
import { makePlan } from './plan/make-plan.ts';
import type { Plan, PlanMode } from './plan/plan.ts';
import { RunExecution } from './run-execution.ts';
import type { RunJob } from './run-job.ts';
import type { RunOutcome } from './threads/messages.ts';
import { redactedEvent, redactedOutcome } from './threads/redacted-events.ts';

/**
 * Does a run in this thread and resolves with how it ended; never rejects. State of the steps is staged in the spill folder and named in the outcome,
 * but not kept: that is for the owner of the run (see `keepStates`).
 */
export async function executeRun(job: RunJob, deps: EngineDeps, report: Report, cancel: Cancel = createCancel()): Promise<RunOutcome> {
  const begun = deps.clock.monotonic();
  let plan: Plan;
  try {
    plan = planOf(job, deps.catalog);
  } catch (error) {
    return { status: 'failed', error: toErrorReport(error), counts: NO_COUNTS, steps: [], receipts: [], ms: deps.clock.monotonic() - begun, stateOf: [] };
  }
  const execution: RunExecution = new RunExecution(plan, job, deps, (event) => report(redactedEvent(event, execution.redactor)), cancel);
  const outcome = await execution.run();
  return redactedOutcome({ ...outcome, ms: Math.round((deps.clock.monotonic() - begun) * 10) / 10 }, execution.redactor);
}

/** What a plan is made for, from the job. */
export function planMode(job: RunJob): PlanMode {
  if (job.mode === 'rehearsal') return { kind: 'rehearsal' };
  return job.replay ? { kind: 'replay', choice: job.replay } : { kind: 'run' };
}

/** A thread that runs the same flow again and again plans it once, where nobody can change the flow; nobody changes a plan. */
const plans = new WeakMap<Catalog, WeakMap<Flow, RecentlyMade<Plan>>>();
const MOST_PLANS = 4;

function planOf(job: RunJob, catalog: Catalog): Plan {
  const { flow, limits, problems } = job;
  const mode = planMode(job);
  const make = () => makePlan({ flow, catalog, mode, memoryBytes: limits.memoryBytes, startedBy: job.happening?.nodeId, problems });
  if (mode.kind !== 'run' || !Object.isFrozen(flow)) return make();
  const ofCatalog = plans.get(catalog) ?? new WeakMap<Flow, RecentlyMade<Plan>>();
  plans.set(catalog, ofCatalog);
  const ofFlow = ofCatalog.get(flow) ?? new RecentlyMade<Plan>(MOST_PLANS);
  ofCatalog.set(flow, ofFlow);
  return ofFlow.get(`${limits.memoryBytes} ${job.happening?.nodeId ?? ''}`, () => frozen(make()));
}
