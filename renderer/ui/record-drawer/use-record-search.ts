import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import type { DataProvider, RecordHit } from './data-provider.ts';
import { originKey } from './origin-index.ts';
import { searchRecords } from './search-records.ts';

interface Searched {
  words: string;
  hits: readonly RecordHit[];
  /** 0 to 1 while it goes on; null when it has ended. */
  progress: number | null;
  /** Sentences that say where it looked; empty while it goes on. */
  looked: readonly string[];
}

const TYPING_MS = 250;

/** Records found by a value: in the samples that are here at once, and beyond them where the provider can look there. */
export function useRecordSearch(provider: DataProvider, words: string, field?: string) {
  const here = useMemo(() => searchRecords(provider, words), [provider, words]);
  const [beyond, setBeyond] = useState<Searched | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const { search } = provider;
  const start = useCallback(() => {
    running.current?.abort();
    if (!search || words.trim() === '') return;
    const stop = new AbortController();
    running.current = stop;
    const change = (by: (now: Searched) => Partial<Searched>) =>
      setBeyond((now) => (now?.words === words && running.current === stop ? { ...now, ...by(now) } : now));
    setBeyond({ words, hits: [], progress: 0, looked: [] });
    search
      .run(
        { words, ...(field === undefined ? {} : { field }) },
        (hits) => change((now) => ({ hits: [...now.hits, ...hits] })),
        (progress) => change(() => ({ progress })),
        stop.signal,
      )
      .then(
        (looked) => change(() => ({ progress: null, looked: stop.signal.aborted ? [t('The search was stopped.')] : looked })),
        () => change(() => ({ progress: null, looked: [stop.signal.aborted ? t('The search was stopped.') : t('The search did not come to its end.')] })),
      );
  }, [search, words, field]);
  const whileTyping = search?.whileTyping === true;
  useEffect(() => {
    if (!whileTyping || words.trim() === '') return;
    const timer = setTimeout(start, TYPING_MS);
    return () => clearTimeout(timer);
  }, [whileTyping, words, start]);
  const mine = beyond?.words === words ? beyond : null;
  const hits = useMemo(() => {
    const known = new Set(here.map(({ origin }) => originKey(origin)));
    return [...here, ...(mine?.hits.filter(({ origin }) => !known.has(originKey(origin))) ?? [])];
  }, [here, mine]);
  return {
    hits,
    progress: mine?.progress ?? null,
    looked: mine?.looked ?? [],
    /** A search beyond the samples can be begun. */
    canStart: search !== undefined && !whileTyping && mine === null && words.trim() !== '',
    start,
    cancel: () => running.current?.abort(),
  };
}
