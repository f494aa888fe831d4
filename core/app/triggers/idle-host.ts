import { UserError } from '../../base/errors.ts';
import type { RunHost } from '../../engine/threads/run-host.ts';

/** In a workspace that is only read nothing runs; previews say so. */
export function idleHost(): RunHost {
  const refuse = () => {
    throw new UserError('read-only', 'This workspace is open for reading only, so nothing can be run.');
  };
  return {
    start: refuse,
    preview: async () => refuse(),
    look: async () => null,
    search: async (_search, listener) => listener({ kind: 'ended', looked: 0, of: 0 }),
    forgetPreview: () => undefined,
    prepare: () => undefined,
    busy: () => false,
    close: async () => undefined,
  };
}
