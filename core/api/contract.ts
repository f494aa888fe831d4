import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { errorReportSchema } from '../base/errors.ts';
import { fieldSchema, fieldTypeSchema } from '../base/field.ts';
import { sampleSchema } from '../base/sample.ts';
import type { Value } from '../base/value.ts';
import { flowSchema, problemSchema } from '../flow/flow.ts';
import { appInfo, backupRow, backupState, historyFacts, settings, workspaceEvent } from './app-models.ts';
import { cronInfo, evaluation, inspection, peekResult, previewEvent, snippetTrial, tableInfo } from './design-models.ts';
import { effectDecision, unknownEffects } from './effect-models.ts';
import { folderListing } from './file-models.ts';
import { exampleRow, flowRow, flowVersionRow, liveState, openFlow, saved } from './flow-models.ts';
import { flowMemory, memoryChange } from './position-models.ts';
import { givenNodes, pin, pinRequest, sampleChoice } from './preview-models.ts';
import { correctable, recordPath, replayPlan, replayRequest } from './replay-models.ts';
import { logPage, rejectPage, runDetail, runEvent, runPage, runQuery } from './run-models.ts';
import { mappingTrial, mappingTrialRequest, targetFound, targetSource } from './target-models.ts';

/** Errors every procedure may answer with; `data` is an ErrorReport. Compare `code`. */
const base = oc.errors({
  USER: { status: 422, data: errorReportSchema },
  OPERATIONAL: { status: 503, data: errorReportSchema },
  DEFECT: { status: 500, data: errorReportSchema },
  NOT_FOUND: { status: 404, data: errorReportSchema },
  CONFLICT: { status: 409, data: errorReportSchema },
});

const flowId = z.object({ flowId: z.string() });
const runId = z.object({ runId: z.string() });
const draft = z.object({ flowId: z.string(), flow: flowSchema });
const done = z.object({ ok: z.literal(true) });

/**
 * All that a window or a client can ask of the backend. Implemented once in core/app, served over Electron's message port, a WebSocket on localhost,
 * and in memory for tests. Nothing here acts. Times are milliseconds since 1970 UTC everywhere, durations are milliseconds.
 */
export const contract = {
  app: {
    info: base.output(appInfo),
    /** Live state of the workspace: at most ten a second, one at once. */
    watch: base.output(eventIterator(workspaceEvent)),
    settings: base.output(settings),
    saveSettings: base.input(settings.partial()).output(settings),
    /** Letting go on also takes the note away that a backup was restored. */
    pauseAll: base.input(z.object({ paused: z.boolean() })).output(done),
    history: base.output(historyFacts),
  },
  backups: {
    list: base.output(backupState),
    /** Makes one now; answers when it is verified. */
    make: base.output(backupRow),
    /** Stops what is running, puts a backup (by name, or `newest`) in the place of the database, and opens the workspace again with its schedules paused. */
    restore: base.input(z.object({ name: z.string() })).output(done),
  },
  flows: {
    list: base.output(z.array(flowRow)),
    get: base.input(flowId).output(openFlow),
    /** Saves the draft; a new version is made when something changed. CONFLICT when `expectedVersion` is not the newest. */
    save: base.input(draft.extend({ expectedVersion: z.number() })).output(saved),
    create: base.input(z.object({ name: z.string().optional(), example: z.string().optional() })).output(flowId),
    duplicate: base.input(flowId).output(flowId),
    rename: base.input(flowId.extend({ name: z.string().min(1) })).output(saved),
    /** Moves the flow out of sight; `restore` brings it back, with history. */
    remove: base.input(flowId).output(done),
    restore: base.input(flowId).output(done),
    /** Text of a flow document; unknown kinds and newer versions are kept as they are. */
    import: base.input(z.object({ text: z.string(), fileName: z.string().optional() })).output(flowId),
    export: base.input(flowId).output(z.object({ fileName: z.string(), text: z.string() })),
    versions: base.input(flowId).output(z.array(flowVersionRow)),
    version: base.input(flowId.extend({ version: z.number() })).output(z.object({ flow: flowSchema })),
    /** Live: triggers fire, with the version that is newest now. */
    setLive: base.input(flowId.extend({ live: z.boolean() })).output(liveState),
    examples: base.output(z.array(exampleRow)),
  },
  design: {
    /** All problems, outside ones too (a file that is not there), and the fields arriving at and leaving every node. */
    inspect: base.input(draft).output(inspection),
    /** Runs the draft's sources on a sample up to `nodeId` (or the whole flow) without any write. Steps report as they finish. */
    preview: base
      .input(
        draft.extend({
          nodeId: z.string().optional(),
          limit: z.int().min(1).max(100_000).default(200),
          sample: sampleChoice.optional(),
          /** For this preview only; before pins. */
          given: givenNodes.optional(),
          set: z.record(z.string(), z.string()).optional(),
        }),
      )
      .output(eventIterator(previewEvent)),
    /** Records that previews of the flow take instead of running steps; kept in the workspace, not in the flow's document. */
    pins: base.input(flowId).output(z.array(pin)),
    pin: base.input(pinRequest).output(pin),
    unpin: base.input(flowId.extend({ nodeId: z.string() })).output(done),
    /** Detects what a file is and shows its first records. */
    peek: base
      .input(
        z.object({
          flowId: z.string().optional(),
          path: z.string(),
          format: z.string().optional(),
          options: z.record(z.string(), z.unknown()).optional(),
          limit: z.int().min(1).max(10_000).default(50),
        }),
      )
      .output(peekResult),
    /** Node config for a file that was dropped on the canvas: kind, name, config. */
    nodeForFile: base
      .input(z.object({ flowId: z.string(), path: z.string() }))
      .output(z.object({ kind: z.string(), name: z.string(), config: z.record(z.string(), z.unknown()) })),
    /** Keeps an uploaded file beside the flow (the browser gives contents, not paths) and says under which path. */
    upload: base.input(z.object({ flowId: z.string(), name: z.string(), base64: z.string() })).output(z.object({ path: z.string() })),
    /** Evaluates a formula on sample records, position by position. */
    evaluate: base
      .input(z.object({ formula: z.string(), fields: z.array(fieldSchema), rows: z.array(z.array(z.custom<Value>())).max(50), zone: z.string().optional() }))
      .output(z.object({ type: fieldTypeSchema, results: z.array(evaluation) })),
    /** Runs a snippet on sample records in the sandbox. */
    trySnippet: base.input(z.object({ config: z.record(z.string(), z.unknown()), sample: sampleSchema })).output(snippetTrial),
    sqliteTables: base.input(z.object({ flowId: z.string(), path: z.string() })).output(z.array(tableInfo)),
    /** The fields that a table, a file, a JSON Schema or a pasted text describes: what a mapping is to fill. */
    targetFields: base.input(z.object({ flowId: z.string(), from: targetSource })).output(targetFound),
    /** Items of a mapping on sample records, position by position. */
    tryMapping: base.input(mappingTrialRequest).output(mappingTrial),
    /** What the steps of a flow remember from run to run, what the next run would read, and who moved what. */
    memory: base.input(draft).output(flowMemory),
    /** Moves a source by hand, or makes a step forget. USER `flow-running` while a run of the flow is going on. */
    changeMemory: base.input(draft.extend({ change: memoryChange })).output(flowMemory),
    cron: base.input(z.object({ expression: z.string(), zone: z.string() })).output(cronInfo),
  },
  files: {
    browse: base.input(z.object({ flowId: z.string().optional(), folder: z.string(), extensions: z.array(z.string()).optional() })).output(folderListing),
  },
  runs: {
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
    correctable: base
      .input(runId.extend({ nodeId: z.string(), after: z.number().default(0), limit: z.int().min(1).max(1000).default(200) }))
      .output(correctable),
    /** Writes of which nobody knows whether they happened: a replay waits until somebody has decided about them. */
    unknownEffects: base.input(runId).output(unknownEffects),
    /** Decides about them; on record with name and time. Nothing is sent before the run is replayed. */
    decideEffects: base.input(effectDecision).output(unknownEffects),
    /** One record at every step of a finished run, as far as samples and rejects hold it. */
    follow: base.input(runId.extend({ source: z.string(), ordinal: z.number() })).output(recordPath),
  },
  problems: {
    ofFlow: base.input(draft).output(z.array(problemSchema)),
  },
};

/** The contract's type, from which clients and implementation are typed. */
export type Contract = typeof contract;
