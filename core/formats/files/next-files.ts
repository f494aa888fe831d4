import { basename } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { fillTemplate, type TemplateValues } from '../../base/name-template.ts';
import type { FilePick, FileSettings } from './files-to-read.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import { readSeen, type SeenBy, type SeenFile, seenAtAGlance } from './seen-files.ts';

const MOST_NAMED = 200;

/** What a source of files would read next. Of a place outside only what is remembered is told: nobody signs in there for it. */
export function nextOfFiles(settings: FileSettings, context: TemplateValues & { readonly position: unknown; resolvePath(path: string): string }) {
  const path = fillTemplate(settings.path, context, 'paths');
  if (settings.connection === '') return nextFiles(context.resolvePath(path), settings.pick, settings.seenBy, context.position);
  return {
    position: standsAt(readSeen(context.position)),
    sentence: `Files that match ${path} on the connection and were not read before. The run looks which there are.`,
  };
}

/** What a source of local files would read next, for a person. Nothing is looked into: a file that was only touched is still named here. */
export function nextFiles(
  path: string,
  pick: FilePick,
  by: SeenBy,
  position: unknown,
): { position: string | null; sentence: string; files: { fresh: string[]; known: number } } {
  const seen = readSeen(position);
  const { maybe, known } = seenAtAGlance(matching(path, pick), seen, by);
  const stands = standsAt(seen);
  const doubt =
    by === 'hash' && maybe.some((file) => seen.some((one) => one.bytes === file.bytes)) ? ' One whose content was read under another name is left out.' : '';
  const before = known.length === 0 ? '' : `, ${known.length} ${known.length === 1 ? 'was' : 'were'}`;
  const were = (files: number) => (files === 1 ? 'was' : 'were');
  const all = known.length === 1 ? 'the one that matches' : `all ${known.length} that match`;
  const nothing = known.length === 0 ? 'No file matches now.' : `No new file: ${all} ${were(known.length)} read before.`;
  const sentence = maybe.length === 0 ? nothing : `${count(maybe.length)} ${were(maybe.length)} not read before${before}.${doubt}`;
  return { position: stands, sentence, files: { fresh: maybe.slice(0, MOST_NAMED).map((file) => file.path), known: known.length } };
}

function standsAt(seen: readonly SeenFile[]): string | null {
  return seen.length === 0 ? null : `${count(seen.length)} read so far, lastly ${basename(seen.at(-1)?.path ?? '')}`;
}

function matching(path: string, pick: FilePick): FoundFile[] {
  try {
    return findFiles(path, pick === 'newest' || pick === 'arrived' ? 'newest' : 'all');
  } catch (error) {
    if (error instanceof UserError && ['no-file-matches', 'file-not-found'].includes(error.code)) return [];
    throw error;
  }
}

function count(files: number): string {
  return `${files} ${files === 1 ? 'file' : 'files'}`;
}
