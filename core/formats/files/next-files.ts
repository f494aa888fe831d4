import { basename } from 'node:path';
import { UserError } from '../../base/errors.ts';
import type { FilePick } from './chosen-files.ts';
import { type FoundFile, findFiles } from './find-files.ts';
import { readSeen, type SeenBy, seenAtAGlance } from './seen-files.ts';

const MOST_NAMED = 200;

/** What a source of files would read next, for a person. Nothing is looked into: a file that was only touched is still named here. */
export function nextFiles(
  path: string,
  pick: FilePick,
  by: SeenBy,
  position: unknown,
): { position: string | null; sentence: string; files: { fresh: string[]; known: number } } {
  const seen = readSeen(position);
  const { maybe, known } = seenAtAGlance(matching(path, pick), seen, by);
  const stands = seen.length === 0 ? null : `${count(seen.length)} read so far, lastly ${basename(seen.at(-1)?.path ?? '')}`;
  const doubt = by === 'hash' && maybe.some((file) => seen.some((one) => one.bytes === file.bytes)) ? ' Those whose content was read before are left out.' : '';
  const sentence =
    maybe.length === 0
      ? known.length === 0
        ? 'No file matches now.'
        : `No new file: ${known.length === 1 ? 'the one that matches' : `all ${known.length} that match`} ${known.length === 1 ? 'was' : 'were'} read before.`
      : `${count(maybe.length)} that ${maybe.length === 1 ? 'was' : 'were'} not read before${known.length > 0 ? `; ${count(known.length)} left out` : ''}.${doubt}`;
  return { position: stands, sentence, files: { fresh: maybe.slice(0, MOST_NAMED).map((file) => file.path), known: known.length } };
}

function matching(path: string, pick: FilePick): FoundFile[] {
  try {
    return findFiles(path, pick === 'newest' ? 'newest' : 'all');
  } catch (error) {
    if (error instanceof UserError && ['no-file-matches', 'file-not-found'].includes(error.code)) return [];
    throw error;
  }
}

function count(files: number): string {
  return `${files} ${files === 1 ? 'file' : 'files'}`;
}
