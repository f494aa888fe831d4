import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { fieldSchema, fieldTypeSchema } from '../base/field.ts';
import { sampleSchema } from '../base/sample.ts';
import type { Value } from '../base/value.ts';
import { evaluation, inspection, peekResult, previewEvent, snippetTrial, tableInfo } from './design-models.ts';
import { formatTrial, formatTrialRequest } from './format-models.ts';
import { previewLook, previewSeen } from './look-models.ts';
import { flowMemory, memoryChange } from './position-models.ts';
import { givenNodes, pin, pinRequest, sampleChoice } from './preview-models.ts';
import { base, done, draft, flowId } from './procedure.ts';
import { sqlCheck, sqlCheckRequest } from './sql-models.ts';
import { mappingTrial, mappingTrialRequest, targetFound, targetSource } from './target-models.ts';
import { cronInfo, cronRequest } from './trigger-models.ts';

/** What a person asks while a flow is drawn. Nothing here runs it. */
export const design = {
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
  /** More of what the last preview of a flow has kept: all its records, a value in full, one record or a search at all steps. */
  look: base.input(previewLook).output(previewSeen),
  /** Records that previews of the flow take instead of running steps; kept in the workspace, not in the flow's document. */
  pins: base.input(flowId).output(z.array(pin)),
  pin: base.input(pinRequest).output(pin),
  /** Which of these fields, by output of a step, are personal or made of personal ones: a pin keeps them unreadable. */
  personalFields: base
    .input(draft.extend({ nodeId: z.string(), ports: z.record(z.string(), z.array(z.string())) }))
    .output(z.record(z.string(), z.array(z.string()))),
  unpin: base.input(flowId.extend({ nodeId: z.string() })).output(done),
  /** Detects what a file is and shows its first records. */
  peek: base
    .input(
      z.object({
        flowId: z.string().optional(),
        /** A connection that holds files; absent: this machine. */
        connectionId: z.string().optional(),
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
    .input(z.object({ formula: z.string(), fields: z.array(fieldSchema), rows: z.array(z.array(z.custom<Value>())).max(1_000), zone: z.string().optional() }))
    .output(z.object({ type: fieldTypeSchema, results: z.array(evaluation) })),
  /** Runs a snippet on sample records in the sandbox; with `measure` once more, to tell where its time goes. */
  trySnippet: base.input(z.object({ config: z.record(z.string(), z.unknown()), sample: sampleSchema, measure: z.boolean().optional() })).output(snippetTrial),
  sqliteTables: base.input(z.object({ flowId: z.string(), path: z.string() })).output(z.array(tableInfo)),
  /** Has a database look at a SELECT without carrying it out. */
  checkSql: base.input(sqlCheckRequest).output(sqlCheck),
  /** The fields that a table, a file, a JSON Schema or a pasted text describes: what a mapping is to fill. */
  targetFields: base.input(z.object({ flowId: z.string(), from: targetSource })).output(targetFound),
  /** Items of a mapping on sample records, position by position. */
  tryMapping: base.input(mappingTrialRequest).output(mappingTrial),
  /** Forms of dates, times and numbers on values of a sample, each as a run would read or write them. */
  tryFormats: base.input(formatTrialRequest).output(z.array(formatTrial)),
  /** What the steps of a flow remember from run to run, what the next run would read, and who moved what. */
  memory: base.input(draft).output(flowMemory),
  /** Moves a source by hand, or makes a step forget. USER `flow-running` while a run of the flow is going on. */
  changeMemory: base.input(draft.extend({ change: memoryChange })).output(flowMemory),
  /** A schedule in words, with the next ten times. */
  cron: base.input(cronRequest).output(cronInfo),
};
