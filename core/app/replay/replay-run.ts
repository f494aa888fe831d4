import type { ReplayFacts, ReplayPlan, ReplayRequest } from '../../api/replay-models.ts';
import { SwivelError, UserError } from '../../base/errors.ts';
import { makePlan } from '../../engine/plan/make-plan.ts';
import type { Plan, PlanStep } from '../../engine/plan/plan.ts';
import { DEFAULT_LIMITS } from '../../engine/run-job.ts';
import { describeDiff } from '../../flow/diff.ts';
import type { Flow } from '../../flow/flow.ts';
import { keyFieldsOf } from '../../flow/key-fields.ts';
import { parseFlow } from '../../flow/serialise.ts';
import { runTheSame } from '../../flow/what-runs.ts';
import type { RunRecord } from '../../store/run-record.ts';
import { mustFindRun, mustWrite, type Parts } from '../parts.ts';
import { effectScope, type KnownEffects, knownEffects, openQuestion } from '../runs/effect-scope.ts';
import { memoryId } from '../runs/memory-id.ts';
import { chainOf, moveBehind } from '../runs/move-behind.ts';
import { settleRejects } from '../runs/settle-rejects.ts';
import { whyNotKept } from '../runs/why-not-kept.ts';
import { whoIsThere } from '../who.ts';
import { deliversAll, isWhole, type ReplayInput, replayInput } from './replay-input.ts';
import { replaySentences, type StepPlan } from './replay-sentences.ts';

interface Prepared {
  run: RunRecord;
  flow: Flow;
  flowVersion: number;
  folder: string;
  input: ReplayInput | null;
  effects?: KnownEffects;
  answer: ReplayPlan;
}

/** Says what a replay would read, repeat safely or write a second time. Changes nothing. */
export function planReplay(parts: Parts, request: ReplayRequest): ReplayPlan {
  return prepare(parts, request).answer;
}

/** Starts a replay and gives the new run's id. Throws the UserError `replay-not-possible` with the reason when the plan says it cannot be done. */
export function startReplay(parts: Parts, request: ReplayRequest): string {
  mustWrite(parts);
  const { run, flow, flowVersion, folder, input, effects, answer } = prepare(parts, request);
  if (!answer.possible || !input)
    throw new UserError('replay-not-possible', answer.notes[0] ?? 'This run cannot be replayed.', { details: answer.notes.join('\n') });
  const { store } = parts;
  const parameters = store.runs.origin(run.runId)?.parameters ?? {};
  const putAway = new Set(input.putAway);
  const chain = chainOf(parts, run.runId);
  const happening = store.inbox.ofRun(chain.at(-1) ?? run.runId);
  const now = Object.fromEntries(flow.parameters.map(({ name, value }) => [name, parameters[name] ?? value]));
  return parts.desk.order({
    flow,
    flowVersion,
    mode: 'replay',
    cause: 'replay',
    // What was half written in one environment is made whole in the same one.
    environment: run.environment,
    memoryId: memoryId(parts, flow, run.environment),
    parameters: request.version === 'then' ? parameters : now,
    folder,
    ...(happening ? { happening } : {}),
    replay: {
      of: run.runId,
      request: JSON.stringify(factsOf(request, input)),
      choice: input.choice,
      ...(effects ? { effects: effectScope(parts, effects, flowVersion) } : {}),
    },
    keyFields: keyFieldsOf(flow, parts.catalog),
    ended(outcome, runId) {
      if (outcome.status !== 'succeeded' && outcome.status !== 'succeeded-with-rejects') return;
      if (deliversAll(input)) moveBehind(parts, { putAway, memoryId: memoryId(parts, flow, run.environment), chain, by: runId });
      settleRejects(store.rejects, { runId: run.runId, replayId: runId, settled: outcome.settled ?? [], corrected: input.corrections.corrected });
      if (!input.partial) for (const one of chain) store.inbox.settleByReplay(one, parts.clock.now());
    },
  });
}

/** What a replay was asked for; null for a run that is none. Tolerates what older versions have written. */
export function replayFactsOf(parts: Pick<Parts, 'store'>, run: RunRecord): ReplayFacts | null {
  const kept = parts.store.runs.origin(run.runId)?.replay;
  if (run.replayOf === undefined || typeof kept !== 'string') return null;
  const { what, version, fromNode, keys, who, corrections } = JSON.parse(kept) as Partial<ReplayFacts>;
  return {
    of: run.replayOf,
    what: what ?? 'all',
    version: version ?? 'now',
    ...(fromNode === undefined ? {} : { fromNode }),
    ...(keys === undefined ? {} : { keys }),
    ...(who === undefined ? {} : { who }),
    corrections: corrections ?? [],
  };
}

/** The flow as a run had it. Throws the UserError `version-not-found` when it is no longer kept. */
export function flowOfRun(parts: Pick<Parts, 'store'>, run: RunRecord): Flow {
  const document = parts.store.runs.origin(run.runId)?.document;
  return typeof document === 'string' ? parseFlow(document) : parts.store.flows.document(run.flowId, run.flowVersion);
}

function prepare(parts: Parts, request: ReplayRequest): Prepared {
  const run = mustFindRun(parts.store, request.runId);
  const origin = parts.store.runs.origin(run.runId);
  const stored = parts.store.flows.find(run.flowId);
  const useNow = request.version === 'now' && stored !== undefined && stored.removedAt === null && run.flowVersion > 0;
  const then = flowOfRun(parts, run);
  const flow = useNow ? parts.store.flows.document(run.flowId, stored.version) : then;
  const flowVersion = useNow ? stored.version : run.flowVersion;
  const folder = origin?.folder ?? parts.folders.flow(run.flowId);
  const about = { flowVersion, ...(useNow && !runTheSame(then, flow) ? { difference: describeDiff(then, flow) } : {}) };
  const notes: string[] = [];
  if (request.version === 'now' && !useNow) notes.push('The flow is not in this workspace as it is now, so it is replayed as it was then.');
  try {
    const input = replayInput(parts, run, flow, then, request);
    const { problems } = input.corrections;
    if (problems.length > 0) {
      const [first] = problems;
      const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
      return {
        run,
        flow,
        flowVersion,
        folder,
        input,
        answer: { ...about, possible: false, notes: [`${first?.message ?? ''}${more}`, ...notes], records: null, problems, steps: [] },
      };
    }
    const plan = makePlan({ flow, catalog: parts.catalog, mode: { kind: 'replay', choice: input.choice }, memoryBytes: DEFAULT_LIMITS.memoryBytes });
    const effects = knownEffects(parts, run, plan, input.partial);
    const blocker = whyNot(run, plan, input, request) ?? (request.what === 'rejected' ? null : openQuestion(effects, plan));
    if (blocker) throw new UserError('replay-not-possible', blocker);
    const said: { steps: StepPlan[]; notes: string[] } = replaySentences(parts, run, plan, input, flow, then, effects);
    return {
      run,
      flow,
      flowVersion,
      folder,
      input,
      effects,
      answer: { ...about, possible: true, notes: [...notes, ...said.notes], records: recordsOf(input), steps: said.steps },
    };
  } catch (error) {
    if (!(error instanceof SwivelError)) throw error;
    notes.unshift(error.hint ? `${error.message} ${error.hint}` : error.message);
    return { run, flow, flowVersion, folder, input: null, answer: { ...about, possible: false, notes, records: null, steps: [] } };
  }
}

function whyNot(run: RunRecord, plan: Plan, input: ReplayInput, request: ReplayRequest): string | null {
  if (run.status === 'queued' || run.status === 'running') return 'This run is still going on. Wait until it is over, or cancel it.';
  if (run.mode === 'rehearsal') return 'This was a rehearsal: it wrote nothing and kept no input. Run the flow instead.';
  if (request.what === 'rejected' && input.origins?.length === 0) return 'No rejected record is left to be replayed.';
  if (request.what === 'records' && input.origins?.length === 0) return 'No records were chosen.';
  for (const feed of plan.feeds) {
    const step = plan.steps[feed.to] as PlanStep;
    const kept = input.captures.find((capture) => capture.nodeId === step.nodeId && capture.side === 'in' && capture.port === feed.toPort);
    if (!kept || !isWhole(kept))
      return `What arrived at ${step.name} in that run ${whyNotKept(kept)}, so it cannot be replayed from there. Replay it from the sources, or let the flow keep the data of every step.`;
  }
  return null;
}

function recordsOf({ origins, captures, choice }: ReplayInput): number | null {
  if (origins) return origins.length;
  if (choice.keys) return choice.keys.values.length;
  if (choice.readOutside.length > 0) return null;
  const side = choice.fromNode === null ? 'out' : 'in';
  const used = captures.filter((capture) => capture.side === side && (choice.fromNode === null || capture.nodeId === choice.fromNode));
  return used.reduce((sum, capture) => sum + capture.records, 0);
}

/** What is put on record of a replay's request: no keys and no lists of records, which may hold personal fields or be long. */
function factsOf(request: ReplayRequest, input: ReplayInput): Omit<ReplayFacts, 'of'> & { records?: number } {
  return {
    what: request.what,
    version: request.version,
    ...(request.fromNode === undefined ? {} : { fromNode: request.fromNode }),
    ...(request.keys ? { keys: { fields: request.keys.fields, count: request.keys.values.length } } : {}),
    ...(input.origins ? { records: input.origins.length } : {}),
    who: whoIsThere(),
    corrections: input.corrections.facts,
  };
}

/** The field that the keys of a replay stand in when none is named: the first that a step of the flow uses as a key; none when no step does. */
export function usualKey(flow: Flow, catalog: Parts['catalog']): readonly string[] {
  return keyFieldsOf(flow, catalog).slice(0, 1);
}
