import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from '../base/errors.ts';

/** The number by which Linux names the kind of file system a path lies on; null where that cannot be told. */
export type FileSystemKind = (path: string) => number | null;

/** File systems that are windows into the system, not places to keep anything: proc, sysfs, cgroup (both), devpts, debugfs. */
const NO_DISK = new Set([0x9fa0, 0x62656572, 0x27e0eb, 0x63677270, 0x1cd1, 0x64626720]);
/** NFS, SMB, CIFS, SMB2, 9P, AFS, Ceph, Coda, NCP: their locks and shared memory are not what SQLite needs. */
const NETWORK = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x5346414f, 0x00c36400, 0x73757245, 0x564c]);

const kindOnLinux: FileSystemKind = (path) => (process.platform === 'linux' ? statfsSync(path).type >>> 0 : null);

/**
 * Makes the folder of a workspace where it is missing. Throws the UserError `workspace-not-usable` or `workspace-on-network` with the reason when it is no
 * folder, cannot be written, or lies where a database is not safe. Nothing is made before that is known.
 */
export function prepareFolder(workspace: string, kindOf: FileSystemKind = kindOnLinux): void {
  try {
    const missing: string[] = [];
    let existing = resolve(workspace);
    for (; !existsSync(existing) && dirname(existing) !== existing; existing = dirname(existing)) missing.unshift(existing);
    refusePlace(workspace, existing, kindOf);
    if (missing.length > 0 && !statSync(existing).isDirectory()) throw Object.assign(new Error(`${existing} is a file`), { code: 'ENOTDIR' });
    // One by one: asked for a whole path at once, Node never comes back from some places.
    for (const folder of missing) mkdirSync(folder);
    if (!statSync(workspace).isDirectory()) throw Object.assign(new Error(`${workspace} is a file`), { code: 'ENOTDIR' });
    accessSync(workspace, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = (error as NodeJS.ErrnoException).code;
    const what =
      reason === 'ENOTDIR' || reason === 'EEXIST' ? 'is not a folder' : reason === 'EROFS' || reason === 'EACCES' ? 'cannot be written to' : 'cannot be used';
    throw new UserError('workspace-not-usable', `The workspace folder ${workspace} ${what}.`, {
      hint: 'Choose a folder on a local disk that you may write to.',
      details: String(error),
      cause: error,
    });
  }
}

/** Throws when a folder that exists lies where no workspace can be. */
export function refusePlace(workspace: string, existing: string, kindOf: FileSystemKind = kindOnLinux): void {
  const kind = kindOf(existing);
  if (kind !== null && NO_DISK.has(kind))
    throw new UserError('workspace-not-usable', `The workspace folder ${workspace} is not on a disk: nothing can be kept there.`, {
      hint: 'Choose a folder on a local disk that you may write to.',
    });
  if ((kind !== null && NETWORK.has(kind)) || /^[\\/]{2}[^\\/.?]/.test(workspace))
    throw new UserError('workspace-on-network', `The workspace folder ${workspace} is on a network drive, where the history could be damaged.`, {
      hint: 'Choose a folder on a disk of this machine. Flows may read and write files on the network as before.',
    });
}
