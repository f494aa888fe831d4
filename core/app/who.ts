import { userInfo } from 'node:os';

/** The name this program's user is known by on this machine, for what is put on record. */
export function whoIsThere(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's list, as in some containers.
    return 'unknown';
  }
}
