import * as z from 'zod';
import { snippetContentSchema, snippetReferenceSchema } from '../catalog/snippet-content.ts';

/** Longest name and description of a snippet. */
const name = z.string().trim().min(1).max(80);
const description = z.string().trim().max(500);
const note = z.string().trim().max(200);

/** A snippet of the library, as lists show it. */
export const snippetRow = z.object({
  snippetId: z.string(),
  name: z.string(),
  description: z.string(),
  /** The newest version. */
  version: z.number(),
  updatedAt: z.number(),
  /** What the newest version is. */
  content: snippetContentSchema,
  /** Steps that are linked to it, in the newest documents of flows. */
  steps: z.number(),
});
export type SnippetRow = z.infer<typeof snippetRow>;

/** One version of a snippet; `note` says what it changed. */
export const snippetVersion = z.object({ version: z.number(), savedAt: z.number(), note: z.string(), content: snippetContentSchema });
export type SnippetVersion = z.infer<typeof snippetVersion>;

/**
 * How a step's code stands to the library: `current` the newest version, `behind` an older one, `changed` edited in the flow, `unknown` linked to a snippet
 * or a version that is not in the library.
 */
export const linkState = z.enum(['current', 'behind', 'changed', 'unknown']);
export type LinkState = z.infer<typeof linkState>;

/** A step that is linked to a snippet. */
export const snippetUser = z.object({
  flowId: z.string(),
  flowName: z.string(),
  /** The newest version of the flow, which this is said of. */
  flowVersion: z.number(),
  nodeId: z.string(),
  nodeName: z.string(),
  /** The version of the snippet that the step keeps. */
  version: z.number(),
  state: linkState,
  /** The version that the live flow runs in this step; absent: the flow is not live, or has no such step. */
  liveVersion: z.number().optional(),
});
export type SnippetUser = z.infer<typeof snippetUser>;

/** A snippet with its history and all steps that are linked to it. */
export const snippetDetail = snippetRow.extend({ versions: z.array(snippetVersion), users: z.array(snippetUser) });
export type SnippetDetail = z.infer<typeof snippetDetail>;

/** A snippet to be kept under a name. `as`: the id and version it bears already, where it came with a flow from another workspace. */
export const newSnippet = z.object({ name, description, content: snippetContentSchema, note: note.optional(), as: snippetReferenceSchema.optional() });
/** A snippet to be named and described anew. */
export const snippetWords = z.object({ snippetId: z.string(), name, description });
/** The next version of a snippet. CONFLICT when `expectedVersion` is not the newest. */
export const nextVersion = z.object({ snippetId: z.string(), content: snippetContentSchema, note, expectedVersion: z.int() });
/** A snippet and its newest version. */
export const savedSnippet = z.object({ snippetId: z.string(), version: z.number() });

/** What another version would do at one step, found out on the sample that arrives there. Nothing is written. */
export const updateTrial = z.object({
  /** `untested`: there was no sample, `why` says the reason; `worse`: more records are rejected, the code fails, or fields are gone. */
  verdict: z.enum(['same', 'differs', 'worse', 'untested']),
  why: z.string().optional(),
  /** Records tried on. */
  records: z.number(),
  /** Records that leave otherwise than with the code of now. */
  changed: z.number(),
  rejectedBefore: z.number(),
  rejectedAfter: z.number(),
  added: z.array(z.string()),
  gone: z.array(z.string()),
  /** A few values that would be others; `record` counts from 1. */
  examples: z.array(z.object({ record: z.number(), field: z.string(), before: z.string(), after: z.string() })),
});
export type UpdateTrial = z.infer<typeof updateTrial>;

const step = z.object({ flowId: z.string(), nodeId: z.string() });
/** Which version is tried at which step. */
export const updateTrialRequest = step.extend({ snippetId: z.string(), version: z.int() });
/** Steps that take over a version; `flowVersion` is the version of the flow that was looked at. */
export const takeOver = z.object({
  snippetId: z.string(),
  version: z.int(),
  steps: z
    .array(step.extend({ flowVersion: z.int() }))
    .min(1)
    .max(1_000),
});
/** Flows that were changed, with their new versions. */
export const takenOver = z.object({ flows: z.array(z.object({ flowId: z.string(), version: z.number() })) });

/** A step of a flow that is linked to the library, and how it stands to it. */
export const linkedStep = z.object({
  nodeId: z.string(),
  nodeName: z.string(),
  reference: snippetReferenceSchema,
  state: linkState,
  /** The newest version in the library; absent: it has no such snippet. */
  newest: z.number().optional(),
});
export type LinkedStep = z.infer<typeof linkedStep>;
