import { createShortId } from '../../core/base/ids.ts';

/** An id for a new node or edge. */
export function newId(): string {
  return createShortId((count) => crypto.getRandomValues(new Uint8Array(count)));
}
