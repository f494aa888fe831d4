/** A call of the system as strace has noted it. */
export interface CallOfSystem {
  readonly thread: string;
  readonly name: string;
  /** Paths it names, itself or by an open file. */
  readonly paths: readonly string[];
  /** Whether it can change what is on the disk. */
  readonly changes: boolean;
}

/** Where a life can be ended: before the n-th call of that name, in one thread, on one of the paths that were watched. */
export interface PlaceToDie {
  readonly name: string;
  readonly n: number;
  readonly file: string;
}

/** Calls by which files are made, filled, moved and removed, and data gets to the disk. */
export const TRACED: readonly string[] = [
  ...['openat', 'mkdir', 'pwrite64', 'write', 'writev', 'pwritev', 'fallocate', 'ftruncate', 'copy_file_range', 'sendfile', 'ioctl'],
  ...['fsync', 'fdatasync', 'rename', 'link', 'unlink', 'rmdir', 'fchmod'],
];

/** The calls in what strace has noted (`-f -y -qq -s 0`) that touch something in a folder. */
export function callsIn(notes: string, folder: string): CallOfSystem[] {
  return notes.split('\n').flatMap((line): CallOfSystem[] => {
    const [, thread, name, rest] = /^(\d+) +(\w+)\((.*)$/.exec(line) ?? [];
    if (thread === undefined || name === undefined || rest === undefined) return [];
    // Where a path is relative to is not what the call is about.
    const named = [...rest.replace(/AT_FDCWD<[^>]*>/g, '').matchAll(/"([^"]*)"|\d<(\/[^>]*)>/g)].map(([, quoted, open]) => quoted ?? open ?? '');
    const paths = named.filter((path) => path === folder || path.startsWith(`${folder}/`));
    return paths.length === 0 ? [] : [{ thread, name, paths, changes: name !== 'openat' || /O_CREAT|O_TRUNC/.test(rest) }];
  });
}

/**
 * Every place at which a kill may leave the disk in another state than before: all calls that change something; of a row of the same on the same file (the
 * pages of one transaction) the first two, the last two and the one in the middle.
 */
export function placesToDie(calls: readonly CallOfSystem[]): PlaceToDie[] {
  const counts = new Map<string, number>();
  const rows: PlaceToDie[][] = [];
  let last = '';
  for (const { thread, name, paths, changes } of calls) {
    // strace counts for each thread.
    const n = (counts.get(`${thread} ${name}`) ?? 0) + 1;
    counts.set(`${thread} ${name}`, n);
    if (!changes) continue;
    const row = `${thread} ${name} ${paths.join()}`;
    if (row !== last) rows.push([]);
    last = row;
    rows.at(-1)?.push({ name, n, file: paths.at(-1) ?? '' });
  }
  return rows.flatMap((row) => row.filter((_, at) => at < 2 || at >= row.length - 2 || at === Math.floor(row.length / 2)));
}
