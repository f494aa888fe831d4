import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { FoundFile } from './find-files.ts';
import { SteadyFile } from './steady-file.ts';

/** How a file is known again: by what is in it, by name and time of the last change, or by name alone. */
export type SeenBy = 'hash' | 'modified' | 'name';

/** A file that was read in an earlier run. */
export type SeenFile = {
  readonly path: string;
  readonly bytes: number;
  /** ms since 1970, whole; `changedAt` is when the file system last changed anything about it. */
  readonly modifiedAt: number;
  readonly changedAt: number;
  /** SHA-256 in hex; empty where files are not known by what is in them. */
  readonly hash: string;
};

/** Which files are to be read, and which are left out because they were read before (with a sentence). */
export interface FreshFiles {
  readonly fresh: readonly SeenFile[];
  readonly skipped: readonly { file: FoundFile; because: string }[];
}

/** Files remembered at most; the oldest are forgotten first. */
export const MOST_SEEN = 100_000;
const CHUNK = 1 << 20;
/** File systems count time in steps of some milliseconds: two changes within one of them look alike. */
const SAME_INSTANT_MS = 50;

/** Surroundings that long hashing needs. */
interface Patience {
  readonly signal: AbortSignal;
}

/**
 * Tells new files from those read before, in the order given. By `hash` a file is only looked into when nothing says that it is the very same one; two new
 * files with the same content count once. Throws what reading throws, also when a file changes meanwhile.
 */
export async function freshFiles(files: readonly FoundFile[], seen: readonly SeenFile[], by: SeenBy, { signal }: Patience): Promise<FreshFiles> {
  const byPath = new Map(seen.map((one) => [one.path, one]));
  const byHash = new Map(seen.filter((one) => one.hash !== '').map((one) => [one.hash, one]));
  const fresh: SeenFile[] = [];
  const skipped: { file: FoundFile; because: string }[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const before = byPath.get(file.path);
    const known = before && isSame(before, file, by);
    if (known) {
      skipped.push({ file, because: 'already read' });
      continue;
    }
    const facts = factsOf(file, by === 'hash' ? await hashOf(file.path, signal) : '');
    const twin = facts.hash === '' ? undefined : byHash.get(facts.hash);
    if (twin) {
      skipped.push({ file, because: twin.path === file.path ? 'already read' : `already read as ${twin.path}` });
      continue;
    }
    if (facts.hash !== '') byHash.set(facts.hash, facts);
    fresh.push(facts);
  }
  return { fresh, skipped };
}

/**
 * What a replay reads once more, as it was known when it was read first: known by what is in them, or runs to come would not know them again. Only what has
 * changed since is looked into.
 */
export async function readAgain(files: readonly FoundFile[], then: readonly SeenFile[], by: SeenBy, { signal }: Patience): Promise<SeenFile[]> {
  const byPath = new Map(then.map((one) => [one.path, one]));
  const again: SeenFile[] = [];
  for (const file of files) {
    const before = byPath.get(file.path);
    const same = before !== undefined && before.bytes === file.bytes && before.modifiedAt === Math.floor(file.modifiedAt);
    const hash = same && before.hash !== '' ? before.hash : by === 'hash' ? await hashOf(file.path, signal) : '';
    again.push(factsOf(file, hash));
  }
  return again;
}

/** What of the files can be told to be read before without looking into any of them; the others are `maybe` new. */
export function seenAtAGlance(files: readonly FoundFile[], seen: readonly SeenFile[], by: SeenBy): { maybe: FoundFile[]; known: FoundFile[] } {
  const byPath = new Map(seen.map((one) => [one.path, one]));
  const isKnown = (file: FoundFile) => {
    const before = byPath.get(file.path);
    return before !== undefined && isSame(before, file, by);
  };
  return { maybe: files.filter((file) => !isKnown(file)), known: files.filter(isKnown) };
}

/** The list to be remembered: what was known, and what this run has read. A changed file stands there with what it held before, too. */
export function withSeen(seen: readonly SeenFile[], read: readonly SeenFile[]): SeenFile[] {
  const again = new Set(read.map((one) => `${one.hash} ${one.path}`));
  return [...seen.filter((one) => !again.has(`${one.hash} ${one.path}`)), ...read].slice(-MOST_SEEN);
}

/** The list as it was kept; what is no such entry is left out. */
export function readSeen(kept: unknown): SeenFile[] {
  const files: unknown = (kept as { files?: unknown } | null | undefined)?.files;
  if (!Array.isArray(files)) return [];
  return files.flatMap((entry: Partial<SeenFile> | null) =>
    typeof entry?.path === 'string'
      ? [
          {
            path: entry.path,
            bytes: Number(entry.bytes ?? 0),
            modifiedAt: Number(entry.modifiedAt ?? 0),
            changedAt: Number(entry.changedAt ?? 0),
            hash: entry.hash ?? '',
          },
        ]
      : [],
  );
}

/** What is remembered of a file. One that was changed only just may be changed again without a trace: it will be looked into the next time. */
export function factsOf(file: FoundFile, hash = ''): SeenFile {
  const changed = changedAt(file.path);
  return { path: file.path, bytes: file.bytes, modifiedAt: Math.floor(file.modifiedAt), changedAt: changed > Date.now() - SAME_INSTANT_MS ? 0 : changed, hash };
}

function isSame(before: SeenFile, file: FoundFile, by: SeenBy): boolean {
  if (by === 'name') return true;
  const same = before.bytes === file.bytes && before.modifiedAt === Math.floor(file.modifiedAt);
  // A program can set the time of the last change back, but not the one the file system keeps for itself.
  return by === 'modified' ? same : same && before.hash !== '' && before.changedAt === changedAt(file.path);
}

function changedAt(path: string): number {
  return Math.floor(statSync(path, { throwIfNoEntry: false })?.ctimeMs ?? 0);
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const file = new SteadyFile(path);
  try {
    const hash = createHash('sha256');
    const chunk = Buffer.allocUnsafeSlow(CHUNK);
    for (let count = file.read(chunk); count > 0; count = file.read(chunk)) {
      hash.update(chunk.subarray(0, count));
      await new Promise<void>((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
    return hash.digest('hex');
  } finally {
    file.close();
  }
}
