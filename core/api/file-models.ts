import * as z from 'zod';

/** Which part of a folder is asked for. */
export const folderRequest = z.object({
  /** Relative folders start at the flow's own; without a flow at the workspace. */
  flowId: z.string().optional(),
  /** Empty: where relative ones start. May begin with `~`. */
  folder: z.string(),
  /** Only files with one of these endings, without dots. */
  extensions: z.array(z.string()).optional(),
  /** Only entries whose name has this in it, whatever its capitals. */
  filter: z.string().max(200).default(''),
  /** Entries that begin with a dot too. */
  hidden: z.boolean().default(false),
  /** No files at all. */
  foldersOnly: z.boolean().default(false),
  /** Where there is no such folder: the nearest one above it that is there. */
  nearest: z.boolean().default(false),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(1_000).default(200),
});

/** A part of a folder of the machine that the backend runs on: folders first, by name. */
export const folderListing = z.object({
  folder: z.string(),
  parent: z.string().nullable(),
  entries: z.array(z.object({ name: z.string(), path: z.string(), kind: z.enum(['folder', 'file']), bytes: z.number(), modifiedAt: z.number() })),
  /** Entries there are in all, and the place of the first one here. */
  total: z.number(),
  offset: z.number(),
  /** Whether files can be made in it. */
  writable: z.boolean(),
});
export type FolderListing = z.infer<typeof folderListing>;
