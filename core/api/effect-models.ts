import * as z from 'zod';

/** A write outside of which nobody knows whether it happened, and what was decided about it. */
export const unknownEffect = z.object({
  nodeId: z.string(),
  /** Name the other side may know it by. */
  key: z.string(),
  /** The group of records within the step; null for all that the step writes at once. */
  group: z.string().nullable(),
  records: z.number(),
  /** When it was about to be done. */
  at: z.number(),
  /** First source record of the group: node id of its source, and ordinal there from 0. */
  first: z.object({ source: z.string(), ordinal: z.number() }).optional(),
  /** Why nobody knows, as far as it was said. */
  said: z.string().optional(),
  decision: z.enum(['resend', 'skip']).optional(),
  decidedAt: z.number().optional(),
  /** Name of the person, or `setting` for what the step itself is set to. */
  decidedBy: z.string().optional(),
});
export type UnknownEffect = z.infer<typeof unknownEffect>;

/** Unknown writes of a run: how many there are, and the first thousand. */
export const unknownEffects = z.object({ total: z.number(), undecided: z.number(), effects: z.array(unknownEffect) });
export type UnknownEffectsOfRun = z.infer<typeof unknownEffects>;

/** What is to become of unknown writes of a run: of one step, or under these keys only. */
export const effectDecision = z.object({
  runId: z.string(),
  decision: z.enum(['resend', 'skip']),
  nodeId: z.string().optional(),
  keys: z.array(z.string()).optional(),
});
export type EffectDecision = z.infer<typeof effectDecision>;
