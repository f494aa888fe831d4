import * as z from 'zod';
import { stableStringify } from '../base/json.ts';
import { fieldTypesSchema } from './shapes.ts';

/** All that a snippet is, wherever it stands: in the settings of a step or in the library. */
export const snippetContentSchema = z.object({
  language: z.enum(['javascript', 'typescript']).default('javascript'),
  style: z.enum(['record', 'batch']).default('record'),
  code: z.string(),
  /** Fields the code adds or changes, with their types. */
  fields: fieldTypesSchema.default([]),
});
export type SnippetContent = z.infer<typeof snippetContentSchema>;

/**
 * Says of a step's code that it was taken from the library, and from which version. The step keeps the code itself: what runs never depends on the library.
 */
export const snippetReferenceSchema = z.object({ id: z.string().min(1), name: z.string(), version: z.int().min(1) });
export type SnippetReference = z.infer<typeof snippetReferenceSchema>;

/** Settings that hold a snippet, whatever their kind is called; `null` when they don't. `library` is there while the code is linked to one of the library. */
export function snippetIn(config: Readonly<Record<string, unknown>>): { content: SnippetContent; library: SnippetReference | null } | null {
  const content = snippetContentSchema.safeParse(config);
  if (!content.success) return null;
  const library = snippetReferenceSchema.safeParse(config['library']);
  return { content: content.data, library: library.success ? library.data : null };
}

/** Whether two snippets do the same: equal language, style, code and declared fields. Line ends and blanks at the end do not count. */
export function sameSnippet(a: SnippetContent, b: SnippetContent): boolean {
  const plain = (content: SnippetContent) => stableStringify({ ...content, code: content.code.replaceAll('\r\n', '\n').trimEnd() }, 0);
  return plain(a) === plain(b);
}
