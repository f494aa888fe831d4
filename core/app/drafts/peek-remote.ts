import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { newestOf, remoteMatches } from '../../formats/files/remote-matches.ts';
import { withPlace } from '../connections/explore-connection.ts';
import type { Parts } from '../parts.ts';
import { type PeekedFile, type PeekRequest, peekInto } from './peek-at.ts';

/** Of a larger file only so much is brought here. */
const MOST_BYTES = 1 << 20;

/**
 * Looks into the newest file of a connection that a path or pattern names: its beginning is brought here, and gone again when it was looked into. Throws a
 * UserError that says what is in the way.
 */
export function peekRemote(parts: Parts, connectionId: string, path: string, request: PeekRequest, signal = new AbortController().signal): Promise<PeekedFile> {
  return withPlace(parts.connections, connectionId, signal, async (place) => {
    const { path: there, bytes } = newestOf(await remoteMatches(place, path, signal));
    const spill = parts.folders.spill('peek');
    mkdirSync(spill, { recursive: true });
    const folder = mkdtempSync(join(spill, 'fetched-'));
    try {
      const here = join(folder, 'file');
      const cut = bytes > MOST_BYTES;
      await place.fetch(there, here, { signal, ...(cut ? { most: MOST_BYTES } : {}) });
      return await peekInto({ path: here, shown: there, bytes, cut }, request);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
