import { mustFindRun, mustWrite } from './parts.ts';
import { procedures } from './procedures.ts';
import { flowOfRun, planReplay, startReplay } from './replay/replay-run.ts';
import { correctableRecords } from './runs/corrections.ts';
import { followRecord } from './runs/follow-record.ts';
import { retraceRecord } from './runs/retrace-record.ts';
import { runDetail } from './runs/run-detail.ts';
import { searchRecords } from './runs/search-records.ts';
import { startSavedFlow } from './runs/start-run.ts';
import { decideEffects, unknownEffectsOf } from './runs/unknown-effects.ts';
import { watchRun } from './runs/watch-run.ts';
import { wholeValue } from './runs/whole-value.ts';

/** Runs: started, watched, looked at afterwards, replayed. */
export const runs = {
  start: procedures.runs.start.handler(({ context, input }) => ({
    runId: startSavedFlow(context, input.flowId, { mode: input.mode, cause: 'manual', set: input.set }),
  })),
  cancel: procedures.runs.cancel.handler(({ context, input }) => {
    mustWrite(context);
    mustFindRun(context.store, input.runId);
    context.desk.cancel(input.runId);
    return { ok: true as const };
  }),
  list: procedures.runs.list.handler(({ context, input }) => context.store.runList.page(input)),
  get: procedures.runs.get.handler(({ context, input }) => runDetail(context, input.runId)),
  watch: procedures.runs.watch.handler(({ context, input, signal }) => watchRun(context, input.runId, input.afterSeq, signal)),
  sample: procedures.runs.sample.handler(({ context, input }) => {
    mustFindRun(context.store, input.runId);
    context.desk.find(input.runId)?.recorder?.flush();
    return context.store.samples.get(input.runId, input.nodeId, input.port);
  }),
  rejects: procedures.runs.rejects.handler(({ context, input }) => {
    mustFindRun(context.store, input.runId);
    return context.store.rejects.page(input.runId, input);
  }),
  log: procedures.runs.log.handler(({ context, input }) => {
    mustFindRun(context.store, input.runId);
    context.desk.find(input.runId)?.recorder?.flush();
    return context.store.events.log(input.runId, input.after, input.limit);
  }),
  replayPlan: procedures.runs.replayPlan.handler(({ context, input }) => planReplay(context, input)),
  replay: procedures.runs.replay.handler(({ context, input }) => ({ runId: startReplay(context, input) })),
  correctable: procedures.runs.correctable.handler(({ context, input }) => {
    const run = mustFindRun(context.store, input.runId);
    return correctableRecords(context, run, flowOfRun(context, run), input.nodeId, input.after, input.limit);
  }),
  unknownEffects: procedures.runs.unknownEffects.handler(({ context, input }) => unknownEffectsOf(context, input.runId)),
  decideEffects: procedures.runs.decideEffects.handler(({ context, input }) => decideEffects(context, input)),
  search: procedures.runs.search.handler(({ context, input, signal }) => searchRecords(context, input, signal)),
  retrace: procedures.runs.retrace.handler(({ context, input, signal }) =>
    retraceRecord(context, input.runId, { source: input.source, ordinal: input.ordinal }, signal),
  ),
  value: procedures.runs.value.handler(({ context, input }) => wholeValue(context, input)),
  follow: procedures.runs.follow.handler(({ context, input }) => followRecord(context, input.runId, { source: input.source, ordinal: input.ordinal })),
};
