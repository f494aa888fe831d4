import type * as z from 'zod';
import type { newSnippet, nextVersion, SnippetDetail, SnippetRow, SnippetVersion, snippetWords } from '../../api/snippet-library-models.ts';
import { UserError } from '../../base/errors.ts';
import { createTimeId } from '../../base/ids.ts';
import { type SnippetContent, sameSnippet, snippetContentSchema } from '../../catalog/snippet-content.ts';
import type { SnippetRecord, SnippetVersionRecord } from '../../store/snippets.ts';
import { mustWrite, type Parts } from '../parts.ts';
import { usersOf } from './snippet-users.ts';

type Kept = Pick<Parts, 'store'>;

/** The snippets of the library by name, each with how many steps are linked to it. */
export function listSnippets(parts: Kept): SnippetRow[] {
  const users = usersOf(parts);
  return parts.store.snippets.list().map((record) => rowOf(parts, record, users.filter(({ snippetId }) => snippetId === record.snippetId).length));
}

/** A snippet with its versions and the steps linked to it. Throws the UserError `snippet-not-found`. */
export function snippetDetail(parts: Kept, snippetId: string): SnippetDetail {
  const record = mustFindSnippet(parts, snippetId);
  const users = usersOf(parts, snippetId).map(({ snippetId: _, ...user }) => user);
  return { ...rowOf(parts, record, users.length), versions: parts.store.snippets.versions(snippetId).map(versionOf), users };
}

/** One version of a snippet. Throws the UserErrors `snippet-not-found` and `snippet-version-not-found`. */
export function snippetVersion(parts: Kept, snippetId: string, version: number): { record: SnippetRecord; content: SnippetContent } {
  const record = mustFindSnippet(parts, snippetId);
  const found = parts.store.snippets.findVersion(snippetId, version);
  if (!found) throw new UserError('snippet-version-not-found', `"${record.name}" has no version ${version}.`);
  return { record, content: versionOf(found).content };
}

/** Keeps code under a name; durable when it returns. */
export function saveSnippet(parts: Parts, input: z.infer<typeof newSnippet>): { snippetId: string; version: number } {
  mustWrite(parts);
  const { name, description, content, note = '', as } = input;
  const now = parts.clock.now();
  const known = as && !parts.store.snippets.find(as.id) ? as : undefined;
  const snippetId = known?.id ?? createTimeId(now, parts.random);
  const version = known?.version ?? 1;
  parts.store.snippets.add({ snippetId, name, description, version }, JSON.stringify(content), note, now);
  return { snippetId, version };
}

/** Keeps the next version of a snippet; the same code as the newest one makes none. */
export function saveNextVersion(
  parts: Parts,
  { snippetId, content, note, expectedVersion }: z.infer<typeof nextVersion>,
): { snippetId: string; version: number } {
  mustWrite(parts);
  const newest = snippetVersion(parts, snippetId, mustFindSnippet(parts, snippetId).version);
  if (sameSnippet(newest.content, content)) return { snippetId, version: newest.record.version };
  return { snippetId, version: parts.store.snippets.addVersion(snippetId, expectedVersion, JSON.stringify(content), note, parts.clock.now()) };
}

/** Gives a snippet another name and description. */
export function describeSnippet(parts: Parts, { snippetId, name, description }: z.infer<typeof snippetWords>): void {
  mustWrite(parts);
  mustFindSnippet(parts, snippetId);
  parts.store.snippets.describe(snippetId, name, description, parts.clock.now());
}

/** Takes a snippet out of the library. Steps keep their code, and their link says then that the library does not know it. */
export function removeSnippet(parts: Parts, snippetId: string): void {
  mustWrite(parts);
  mustFindSnippet(parts, snippetId);
  parts.store.snippets.remove(snippetId);
}

function mustFindSnippet({ store }: Kept, snippetId: string): SnippetRecord {
  const record = store.snippets.find(snippetId);
  if (!record)
    throw new UserError('snippet-not-found', 'The snippet is not in the library.', { hint: 'It may have been deleted. Steps that have its code keep it.' });
  return record;
}

function rowOf({ store }: Kept, { snippetId, name, description, version, updatedAt }: SnippetRecord, steps: number): SnippetRow {
  const newest = store.snippets.findVersion(snippetId, version);
  return { snippetId, name, description, version, updatedAt, content: contentOf(newest?.content ?? '{"code":""}'), steps };
}

function versionOf({ version, savedAt, note, content }: SnippetVersionRecord): SnippetVersion {
  return { version, savedAt, note, content: contentOf(content) };
}

function contentOf(json: string): SnippetContent {
  return snippetContentSchema.parse(JSON.parse(json));
}
