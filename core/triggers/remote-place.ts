import type { FilePlace } from '../catalog/families/file-place.ts';
import type { LookPlace } from './look-place.ts';

/** An open connection to a place of files, given back when it is closed. */
export interface OpenPlace {
  readonly use: FilePlace;
  close(): Promise<void>;
}

/**
 * A folder of a place outside (SFTP). The connection is opened at the first look and anew after it broke; nothing tells of changes there, so it is looked
 * at now and then. `scratch` gives a local path that a file may be brought to for its hash, and `discard` removes it.
 */
export function remotePlace(folder: string, openPlace: () => Promise<OpenPlace>, scratch: () => string, discard: (path: string) => Promise<void>): LookPlace {
  let opened: Promise<OpenPlace> | null = null;
  const use = async <T>(work: (place: FilePlace) => Promise<T>): Promise<T> => {
    opened ??= openPlace();
    try {
      return await work((await opened).use);
    } catch (error) {
      const broken = opened;
      opened = null;
      void broken?.then((one) => one.close()).catch(() => undefined);
      throw error;
    }
  };
  return {
    title: folder === '' ? '/' : folder,
    list: (signal) =>
      use(async (place) => {
        const entries = await place.list(folder, signal);
        const odd = entries.filter(({ kind }) => kind === 'other').map(({ name }) => ({ name, why: 'special' as const }));
        return { files: entries.filter(({ kind }) => kind === 'file'), odd };
      }),
    hash: (file, signal) =>
      use(async (place) => {
        if ((await place.stat(file.path, signal)) === null) return null;
        const to = scratch();
        try {
          return (await place.fetch(file.path, to, { signal })).hash;
        } finally {
          await discard(to);
        }
      }),
    listen: () => null,
    async close() {
      const last = opened;
      opened = null;
      await last?.then((one) => one.close()).catch(() => undefined);
    },
  };
}
