import * as z from 'zod';

/** A SELECT that is to be looked at without carrying it out. */
export const sqlCheckRequest = z.object({ flowId: z.string(), path: z.string(), sql: z.string().max(1_000_000) });

/** What a database says of a SELECT: the columns it gives, or what is wrong and where (line and column from 1). */
export const sqlCheck = z.object({
  columns: z.array(z.string()),
  problem: z
    .object({ message: z.string(), hint: z.string().optional(), line: z.number().optional(), column: z.number().optional(), length: z.number().optional() })
    .nullable(),
});
export type SqlCheck = z.infer<typeof sqlCheck>;
