import * as z from 'zod';

/** A folder of the machine that the backend runs on. */
export const folderListing = z.object({
  folder: z.string(),
  parent: z.string().nullable(),
  entries: z.array(z.object({ name: z.string(), path: z.string(), kind: z.enum(['folder', 'file']), bytes: z.number(), modifiedAt: z.number() })),
  /** True when there were more entries than are shown. */
  cut: z.boolean(),
});
