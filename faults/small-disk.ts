import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A disk with little room. */
export interface SmallDisk {
  readonly folder: string;
  /** What a program is started by so that it feels how small the disk is; empty where the disk itself is small. */
  readonly by: readonly string[];
  /** Takes all room but so many bytes. */
  fillBut(bytes: number): void;
  /** Gives the room back. */
  empty(): void;
  remove(): void;
}

/** A disk of its own in memory where this user may make one, else a limit on how big a file may become, which feels the same to a program that writes. */
export function makeSmallDisk(folder: string, megabytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status === 0;
  return mounted ? diskInMemory(folder) : limitOnFiles(folder, megabytes);
}

/** Why no disk can be small here, or null. */
export function noSmallDisk(): string | null {
  return process.platform === 'win32' ? 'this system has neither small disks nor limits on files' : null;
}

function diskInMemory(folder: string): SmallDisk {
  const filler = join(folder, 'filler');
  return {
    folder,
    by: [],
    fillBut(bytes) {
      const { bavail, bsize } = statfsSync(folder);
      try {
        writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
      } catch (error) {
        // Somebody else has taken of it meanwhile: then it is as full as can be.
        if (bytes > 0 || (error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    empty: () => rmSync(filler, { force: true }),
    remove: () => void spawnSync('umount', ['-l', folder]),
  };
}

/** The signal that comes with the limit is ignored, so that writing fails with an error as it does on a full disk. */
function limitOnFiles(folder: string, megabytes: number): SmallDisk {
  const disk = { folder, by: [] as string[], fillBut, empty, remove: () => undefined };
  function fillBut(bytes: number): void {
    const blocks = Math.max(1, Math.floor(Math.min(bytes, megabytes * 1_048_576) / 1_024));
    disk.by = ['bash', '-c', `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`, 'limited'];
  }
  function empty(): void {
    disk.by = [];
  }
  return disk;
}
