import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { remoteFolders } from './remote-folder.ts';

export type Listing = Awaited<ReturnType<typeof api.files.browse>>;
export type Entry = Listing['entries'][number];

/** Which folder is looked into, and what of it is shown. */
export interface FolderQuestion {
  flowId: string;
  /** A folder of this connection; absent: of the machine Swivel runs on. */
  connectionId?: string | undefined;
  folder: string;
  extensions?: readonly string[] | undefined;
  filter: string;
  hidden: boolean;
  foldersOnly: boolean;
  /** Begin at the nearest folder above where there is no such folder. */
  nearest: boolean;
  /** Grows when the folder is to be read again. */
  again: number;
}

const PART = 200;
const FILTER_WAIT_MS = 120;

/** A folder, read part by part as its entries come into sight. `isReading` as long as what is shown answers an earlier question. */
export function useFolder({ flowId, connectionId, folder, extensions, filter, hidden, foldersOnly, nearest, again }: FolderQuestion) {
  const [listing, setListing] = useState<Listing | null>(null);
  const [parts, setParts] = useState<ReadonlyMap<number, readonly Entry[]>>(new Map());
  const [error, setError] = useState<ErrorReport | null>(null);
  const [answered, setAnswered] = useState<unknown>(null);
  const asked = useRef(new Set<number>());
  const question = useRef(0);
  const endings = extensions?.join(',');
  // biome-ignore lint/correctness/useExhaustiveDependencies: again forgets what was read
  const remote = useMemo(() => (connectionId === undefined ? null : remoteFolders(connectionId)), [connectionId, again]);
  const ask = useCallback(
    (part: number) => {
      const asks = { folder, filter, hidden, foldersOnly, ...(endings === undefined ? {} : { extensions: endings.split(',') }) };
      if (remote) return remote(asks, part, PART);
      return api.files.browse({ flowId, ...asks, nearest, offset: part * PART, limit: PART });
    },
    [flowId, remote, folder, filter, hidden, foldersOnly, nearest, endings],
  );
  const thisQuestion = useMemo(() => ({ ask, again }), [ask, again]);
  useEffect(() => {
    const mine = ++question.current;
    const timer = setTimeout(
      () => {
        asked.current = new Set([0]);
        ask(0).then(
          (found) => {
            if (mine !== question.current) return;
            setAnswered(thisQuestion);
            setListing(found);
            setParts(new Map([[0, found.entries]]));
            setError(null);
          },
          (reason: unknown) => {
            if (mine !== question.current) return;
            setAnswered(thisQuestion);
            setError(toReport(reason));
            setListing(null);
            setParts(new Map());
          },
        );
      },
      filter === '' ? 0 : FILTER_WAIT_MS,
    );
    return () => clearTimeout(timer);
  }, [ask, filter, thisQuestion]);
  const want = useCallback(
    (first: number, last: number) => {
      for (let part = Math.floor(first / PART); part <= Math.floor(last / PART); part++) {
        if (asked.current.has(part)) continue;
        asked.current.add(part);
        const mine = question.current;
        ask(part).then(
          (found) => mine === question.current && setParts((now) => new Map(now).set(part, found.entries)),
          () => asked.current.delete(part),
        );
      }
    },
    [ask],
  );
  const entryAt = (index: number): Entry | undefined => parts.get(Math.floor(index / PART))?.[index % PART];
  return { listing, error, entryAt, want, isReading: answered !== thisQuestion };
}
