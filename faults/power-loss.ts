import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import type { Chance } from './seeded.ts';

/** A write that was told to the system and of which no sync came back. */
export interface UnsyncedWrite {
  file: string;
  offset: number;
  bytes: number;
}

/** What strace is asked to note, so that it can be said what a power cut would have taken. */
export const NOTED_CALLS = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate'];

/** What was written to files and not synced when the notes of strace (`-f -y -s 0`) end. */
export function unsyncedWrites(trace: string): UnsyncedWrite[] {
  let open: UnsyncedWrite[] = [];
  const syncing = new Map<string, { file: string; before: number }>();
  let count = 0;
  const order = new Map<UnsyncedWrite, number>();
  // Only what was written before the sync began is known to be there.
  const synced = ({ file, before }: { file: string; before: number }) => {
    open = open.filter((write) => write.file !== file || (order.get(write) ?? 0) > before);
  };
  for (const line of trace.split('\n')) {
    const thread = /^\d+/.exec(line)?.[0] ?? '';
    const write = /pwrite64\(\d+<([^>]*)>, .*?, (\d+), (\d+)(?:\)| <unfinished)/.exec(line);
    if (write) {
      const made = { file: write[1] ?? '', bytes: Number(write[2]), offset: Number(write[3]) };
      order.set(made, ++count);
      open.push(made);
      continue;
    }
    const sync = /\b(?:fsync|fdatasync)\(\d+<([^>]*)>(.*)$/.exec(line);
    if (sync) {
      const begun = { file: sync[1] ?? '', before: count };
      if (/= 0\b/.test(sync[2] ?? '')) synced(begun);
      else syncing.set(thread, begun);
    } else if (/<\.\.\. (?:fsync|fdatasync) resumed>.*= 0\b/.test(line)) {
      const begun = syncing.get(thread);
      if (begun) synced(begun);
    }
  }
  return open;
}

/** Does what a power cut does: of each write that was not synced all, a part or nothing is on the disk, and the rest is whatever was there. */
export function losePower(trace: string, chance: Chance): number {
  let lost = 0;
  for (const { file, offset, bytes } of unsyncedWrites(trace)) {
    const kept = chance.next() < 0.3 ? bytes : Math.floor((chance.next() * bytes) / 512) * 512;
    if (kept >= bytes || !existsSync(file)) continue;
    const handle = openSync(file, 'r+');
    const rest = Buffer.alloc(bytes - kept);
    if (chance.next() < 0.5) for (let at = 0; at < rest.length; at++) rest[at] = chance.whole(0, 255);
    writeSync(handle, rest, 0, rest.length, offset + kept);
    closeSync(handle);
    lost++;
  }
  return lost;
}
