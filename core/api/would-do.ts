import * as z from 'zod';
import type { Value } from '../base/value.ts';

/** What a target would do to what stands there, counted, with some records before and after. */
export const wouldDo = z.object({
  target: z.string(),
  insert: z.number(),
  update: z.number(),
  delete: z.number(),
  unchanged: z.number(),
  sample: z.array(
    z.object({
      action: z.enum(['insert', 'update', 'delete', 'unchanged']),
      key: z.string(),
      before: z.record(z.string(), z.custom<Value>()).nullable(),
      after: z.record(z.string(), z.custom<Value>()).nullable(),
    }),
  ),
  sentence: z.string().optional(),
});
