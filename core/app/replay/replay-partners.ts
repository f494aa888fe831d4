import { countOf, formatCount } from '../../base/amounts.ts';
import { UserError } from '../../base/errors.ts';
import { joinNames } from '../../base/joined-names.ts';
import { makePlan } from '../../engine/plan/make-plan.ts';
import type { Plan, PlanStep } from '../../engine/plan/plan.ts';
import { DEFAULT_LIMITS, type ReplayChoice } from '../../engine/run-job.ts';
import type { Flow } from '../../flow/flow.ts';
import { reachable } from '../../flow/graph.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { Parts } from '../parts.ts';
import { memoryId } from '../runs/memory-id.ts';
import { whyNotKept } from '../runs/why-not-kept.ts';
import type { ReplayInput } from './replay-input.ts';
import { isSame, isSetAlike, readThen } from './replay-readings.ts';

/** Sources (node ids) of which a partial replay needs all records, with the names of the steps that need them. Empty for a replay of everything. */
export function readAlong(parts: Pick<Parts, 'catalog'>, flow: Flow, choice: ReplayChoice): ReadonlyMap<string, string> {
  const plan = makePlan({ flow, catalog: parts.catalog, mode: { kind: 'replay', choice }, memoryBytes: DEFAULT_LIMITS.memoryBytes });
  const sources = plan.steps.filter(({ role, partners, branch }) => role === 'source' && partners === true && branch !== 'reference');
  return new Map(sources.map((source) => [source.nodeId, namesOf(needing(plan, source))]));
}

/** Steps behind another one for whose sake records are read along. */
export function needing({ steps, links }: Plan, of: PlanStep): PlanStep[] {
  const behind = new Set([of.index]);
  for (const { from, to, partners } of links.toSorted((a, b) => a.from - b.from)) if (partners && behind.has(from)) behind.add(to);
  return steps.filter(({ index, gathers }) => gathers === true && behind.has(index));
}

/** Throws a `UserError` where other records that a step needs were not kept, and cannot be read again as they were. */
export function refuseWithoutPartners(
  parts: Parts,
  run: RunRecord,
  flow: Flow,
  then: Flow,
  along: ReadonlyMap<string, string>,
  { captures, readOutside, mended }: { captures: ReplayInput['captures']; readOutside: readonly string[]; mended: readonly string[] },
): void {
  for (const nodeId of readOutside) {
    const step = along.get(nodeId);
    // A source that refused the records itself is read as it was mended; that is said in the plan.
    if (step === undefined || mended.includes(nodeId)) continue;
    const files = readThen(parts, run, nodeId);
    if (files.length > 0 && files.every(isSame) && isSetAlike(flow, then, nodeId)) continue;
    const name = flow.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId;
    const capture = captures.find((one) => one.nodeId === nodeId && one.side === 'out');
    const changed = files.filter((file) => !isSame(file)).map((file) => file.name);
    const why = !isSetAlike(flow, then, nodeId)
      ? 'it is set otherwise now'
      : changed.length > 0
        ? `${joinNames(changed, 3)} ${changed.length === 1 ? 'is' : 'are'} not as then`
        : 'nobody can tell whether it would give the same again';
    throw new UserError(
      'replay-needs-partners',
      `${step} needs the other records too that ${name} read in that run. What it read ${whyNotKept(capture)}, and ${why}.`,
      {
        hint: 'Replay everything, or let the flow keep what is read from now on.',
        place: { node: nodeId },
      },
    );
  }
}

/** What a step does that gets more than the replayed records; null for one that does not. Says in `notes` what a careful person should know. */
export function gathering(parts: Parts, run: RunRecord, step: PlanStep, flows: { flow: Flow; then: Flow }, input: ReplayInput, notes: string[]): string | null {
  if (step.gathers !== true) return null;
  const { flow } = flows;
  const changed = !isAlikeUpTo(flows, step.nodeId);
  if (step.fanOut === 'combines') {
    const brings = step.inputs.filter(({ reference }) => !reference).length > 1;
    const others = othersRejectedWith(parts, run, step, flow, input);
    if (brings) return 'Computes again with the records of its other input. Only results that hold a replayed record go on.';
    const also = others === null ? 'the other records of the same groups' : `${countOf(others, 'other record')} of the same groups`;
    notes.push(`${step.name} makes one record of several, so ${also} ${others === 1 ? 'is' : 'are'} sent with the replayed ones.`);
    return `Computes again with all records of that run. Only groups that hold a replayed record go on. Also sent: ${also}.`;
  }
  if (mayDiffer(parts, run, flow, step, input, changed))
    notes.push(
      `What ${step.name} gives may differ from that run: ${changed ? 'the flow was changed since, and other records may arrive there' : 'records that were rejected then arrive there now, and count'}.`,
    );
  if (input.choice.state === 'none' && parts.store.stepState.of(memoryId(parts, flow, run.environment)).some(({ nodeId }) => nodeId === step.nodeId))
    notes.push(`${step.name} goes on from run to run. In this replay it begins as if it never had, so what it gives may differ from that run.`);
  return 'Computes again with all records of that run, since what becomes of one depends on the others. Only the replayed ones go on.';
}

/** What a source does whose records are read along; `chosen` of `kept` are replayed (null: not known). */
export function readingAlong(step: PlanStep, plan: Plan, chosen: number | null, kept: number | null): string {
  const names = namesOf(needing(plan, step));
  const others =
    kept === null || chosen === null
      ? 'All others are'
      : chosen === 0
        ? `All ${countOf(kept, 'record')} are`
        : `The other ${formatCount(Math.max(0, kept - chosen))} are`;
  return `${others} only read along, since ${names} ${needing(plan, step).length === 1 ? 'needs' : 'need'} them, and not counted.`;
}

/** How many other records went into the rejected ones that are replayed, where all of these were rejected behind the step; null: not known. */
function othersRejectedWith(parts: Parts, run: RunRecord, step: PlanStep, flow: Flow, { origins }: ReplayInput): number | null {
  if (origins === null || origins.length > 1_000) return null;
  const behind = reachable(flow, step.nodeId);
  let others = 0;
  for (const origin of origins) {
    const rejects = parts.store.rejects.ofOrigin(run.runId, origin);
    const here = rejects.find(({ nodeId }) => behind.has(nodeId));
    if (!here || here.members === undefined || rejects.length > 1) return null;
    others += here.members.count;
  }
  return others;
}

/** Whether other records may come to a step than in the run: records that were rejected before it are replayed, or the flow is another one. */
function mayDiffer(parts: Parts, run: RunRecord, flow: Flow, step: PlanStep, { origins, corrections, choice }: ReplayInput, changed: boolean): boolean {
  if (changed || corrections.corrected.length > 0) return true;
  // What was kept, put through the same steps, gives the same; what is read again may have been mended.
  if (origins === null && choice.readOutside.length === 0) return false;
  if (origins === null || origins.length > 1_000) return parts.store.rejects.rejectingNodes(run.runId).some((nodeId) => leadsTo(flow, nodeId, step.nodeId));
  return origins.some((origin) => parts.store.rejects.ofOrigin(run.runId, origin).some(({ nodeId }) => leadsTo(flow, nodeId, step.nodeId)));
}

/** Whether a step and all before it are set and connected in both flows alike. */
function isAlikeUpTo({ flow, then }: { flow: Flow; then: Flow }, nodeId: string): boolean {
  const before = (one: Flow) => new Set([nodeId, ...reachable(one, nodeId, true)]);
  const edges = (one: Flow, ids: ReadonlySet<string>) =>
    one.edges
      .filter(({ to }) => ids.has(to.node))
      .map(({ from, to }) => `${from.node} ${from.port} ${to.node} ${to.port}`)
      .sort()
      .join('\n');
  const [now, was] = [before(flow), before(then)];
  return now.size === was.size && [...now].every((id) => was.has(id) && isSetAlike(flow, then, id)) && edges(flow, now) === edges(then, was);
}

function leadsTo(flow: Flow, from: string, to: string): boolean {
  return from === to || reachable(flow, from).has(to);
}

function namesOf(steps: readonly PlanStep[]): string {
  return joinNames(
    steps.map(({ name }) => name),
    3,
  );
}
