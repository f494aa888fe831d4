import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { sampleSchema } from '../base/sample.ts';
import { effectDecision, unknownEffects } from './effect-models.ts';
import { recordSearch, recordSearchEvent, valueOfRun, wholeValue } from './look-models.ts';
import { base, done, flowId, runId } from './procedure.ts';
import { correctable, recordPath, replayPlan, replayRequest } from './replay-models.ts';
import { logPage, rejectPage, runDetail, runEvent, runPage, runQuery } from './run-models.ts';

/** Runs: started, watched, looked into, replayed. */
export const runs = {
  start: base.input(flowId.extend({ mode: z.enum(['run', 'rehearsal']).default('run'), set: z.record(z.string(), z.string()).optional() })).output(runId),
  cancel: base.input(runId).output(done),
  list: base.input(runQuery).output(runPage),
  get: base.input(runId).output(runDetail),
  /** Everything after `afterSeq` (0: from the start), then live until the run is over. Survives reconnects by asking again. */
  watch: base.input(runId.extend({ afterSeq: z.number().default(0) })).output(eventIterator(runEvent)),
  /** What was seen at a port: `port` is an output port, or `filtered` or `duplicates`. */
  sample: base.input(runId.extend({ nodeId: z.string(), port: z.string() })).output(sampleSchema.nullable()),
  rejects: base
    .input(runId.extend({ nodeId: z.string().optional(), after: z.number().default(0), limit: z.int().min(1).max(1000).default(200) }))
    .output(rejectPage),
  log: base.input(runId.extend({ after: z.number().default(0), limit: z.int().min(1).max(1000).default(500) })).output(logPage),
  /** What a replay would read, repeat safely or write a second time, before it is done. */
  replayPlan: base.input(replayRequest).output(replayPlan),
  replay: base.input(replayRequest).output(runId),
  /** Rejected records of one step that no replay has settled yet, to be corrected by hand. */
  correctable: base.input(runId.extend({ nodeId: z.string(), after: z.number().default(0), limit: z.int().min(1).max(1000).default(200) })).output(correctable),
  /** Writes of which nobody knows whether they happened: a replay waits until somebody has decided about them. */
  unknownEffects: base.input(runId).output(unknownEffects),
  /** Decides about them; on record with name and time. Nothing is sent before the run is replayed. */
  decideEffects: base.input(effectDecision).output(unknownEffects),
  /** Looks for records by a value: in samples and rejects of a run, and in its captured input. Leaving the stream stops it. */
  search: base.input(recordSearch).output(eventIterator(recordSearchEvent)),
  /** One record at every step of a finished run, as far as samples and rejects hold it. */
  follow: base.input(runId.extend({ source: z.string(), ordinal: z.number() })).output(recordPath),
  /** One value whole that a sample shows cut, from what the run captured; personal fields as they were kept. */
  value: base.input(valueOfRun).output(wholeValue),
  /** Works out again what the flow as it was run makes of one record of the captured input. Writes nothing; what else it reads, it reads as it is now. */
  retrace: base.input(runId.extend({ source: z.string(), ordinal: z.number() })).output(recordPath),
};
