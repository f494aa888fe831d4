import { readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Links that lead to links: more are taken for a circle, as the system does. */
const MOST_LINKS = 40;

/**
 * Where something written to `path` really ends up: links are followed, also one whose file is not there yet, and so are those among the folders.
 * Absolute; the file need not exist.
 */
export function placeBehind(path: string): string {
  let place = resolve(path);
  for (let links = 0; links < MOST_LINKS; links++) {
    const there = realOf(place);
    if (there !== null) return there;
    const target = linkTarget(place);
    if (target === null) break;
    place = resolve(dirname(place), target);
  }
  const folder = dirname(place);
  return folder === place ? place : join(placeBehind(folder), basename(place));
}

/** The same text for all paths to one file: by what the system calls it where it is there, otherwise by the place where it would be. */
export function placeKey(path: string): string {
  const facts = statSync(path, { throwIfNoEntry: false, bigint: true });
  if (facts && facts.ino !== 0n) return `file ${facts.dev} ${facts.ino}`;
  const place = placeBehind(path).normalize('NFC');
  return `place ${process.platform === 'win32' || process.platform === 'darwin' ? place.toLowerCase() : place}`;
}

function realOf(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}

function linkTarget(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
