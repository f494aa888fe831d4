import type * as z from 'zod';
import type { snippetTrial } from '../api/models.ts';
import { UserError } from '../base/errors.ts';
import type { Sample } from '../base/sample.ts';
import type { Parts } from './parts.ts';

/** What came of trying a snippet. */
export type SnippetTrial = z.infer<typeof snippetTrial>;

/** Runs a snippet on sample records in the sandbox. */
export async function trySnippet(_parts: Parts, _request: { config: Record<string, unknown>; sample: Sample }): Promise<SnippetTrial> {
  throw new UserError('no-sandbox', 'Snippets can’t be tried yet.');
}
