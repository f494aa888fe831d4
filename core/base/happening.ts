import * as z from 'zod';
import { lateSchema } from './late-schema.ts';

/** A file whose arrival started a run. Paths are as the place understands them; `connection` is empty for a local folder. */
export const arrivedFileSchema = lateSchema(() =>
  z.object({
    connection: z.string(),
    path: z.string(),
    name: z.string(),
    bytes: z.number(),
    modifiedAt: z.number(),
    /** SHA-256 in hex; empty where it was not computed. */
    hash: z.string(),
  }),
);
/** A file whose arrival started a run. */
export type ArrivedFile = z.infer<typeof arrivedFileSchema>;

/** A request that a webhook took; durable before it was answered. */
export const receivedRequestSchema = lateSchema(() =>
  z.object({
    /** Id in the inbox. */
    id: z.string(),
    receivedAt: z.number(),
    method: z.string(),
    path: z.string(),
    query: z.record(z.string(), z.string()),
    /** Those that the trigger keeps; never what signs in. */
    headers: z.record(z.string(), z.string()),
    contentType: z.string(),
    /** As it came. */
    body: z.string(),
  }),
);
/** A request that a webhook took. */
export type ReceivedRequest = z.infer<typeof receivedRequestSchema>;

/** What made a trigger start a run, as far as its steps may read it. `nodeId` is the trigger's. */
export const happeningSchema = lateSchema(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('due'), nodeId: z.string(), due: z.number() }),
    z.object({ kind: z.literal('files'), nodeId: z.string(), files: z.array(arrivedFileSchema) }),
    z.object({ kind: z.literal('requests'), nodeId: z.string(), requests: z.array(receivedRequestSchema) }),
    z.object({
      kind: z.literal('flow-ended'),
      nodeId: z.string(),
      flowId: z.string(),
      flowName: z.string(),
      runId: z.string(),
      status: z.string(),
      delivered: z.number(),
      rejected: z.number(),
    }),
  ]),
);
/** What made a trigger start a run. */
export type Happening = z.infer<typeof happeningSchema>;
