import * as z from 'zod';
import { fieldSchema } from '../base/field.ts';
import { recordOriginSchema } from '../base/sample.ts';
import type { Value } from '../base/value.ts';
import { flowSchema } from '../flow/flow.ts';

/** Most records that can be given to a preview for one output of a step. */
export const MOST_GIVEN = 10_000;

/** Records that stand for what a step would give. `rows` are parallel to `fields`, `origins` to `rows`. */
export const givenRecords = z.object({
  fields: z.array(fieldSchema),
  rows: z.array(z.array(z.custom<Value>())).max(MOST_GIVEN),
  origins: z.array(recordOriginSchema).max(MOST_GIVEN).optional(),
  /** Personal fields whose values were made unreadable before they were kept. */
  masked: z.array(z.string()).optional(),
});
export type GivenRecords = z.infer<typeof givenRecords>;

/**
 * Which records a preview takes of the sources: the first ones; some at random (another seed picks others); those of one source for which a formula is true;
 * records typed in instead of a source; or a file that is read instead of a source.
 */
export const sampleChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('first') }),
  z.object({ kind: z.literal('random'), seed: z.number() }),
  z.object({ kind: z.literal('where'), nodeId: z.string(), formula: z.string().min(1) }),
  z.object({ kind: z.literal('typed'), nodeId: z.string(), records: givenRecords }),
  z.object({ kind: z.literal('file'), nodeId: z.string(), path: z.string().min(1) }),
]);
export type SampleChoice = z.infer<typeof sampleChoice>;

/** Records that stand for a step in previews, by output port. */
export const givenPorts = z.record(z.string(), givenRecords);

/** By node id: records that stand for steps in one preview. */
export const givenNodes = z.record(z.string(), givenPorts);

/** What is pinned at a step. Previews take it instead of running the step and what feeds only it; runs do not know of it. */
export const pin = z.object({ nodeId: z.string(), pinnedAt: z.number(), ports: givenPorts });
export type Pin = z.infer<typeof pin>;

/**
 * Pins records at a step of a flow; what was pinned there before goes. Personal fields are made unreadable as the flow's settings say (those of `flow`, the draft,
 * where it is given), unless `keepPersonal` says that they are kept as they are.
 */
export const pinRequest = z.object({
  flowId: z.string(),
  nodeId: z.string(),
  ports: givenPorts,
  flow: flowSchema.optional(),
  keepPersonal: z.boolean().default(false),
});
