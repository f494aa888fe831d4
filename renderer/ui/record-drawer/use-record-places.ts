import { useCallback, useEffect, useMemo, useState } from 'react';
import type { RecordOrigin, Sample } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import type { DataProvider } from './data-provider.ts';
import { byOrigin } from './origin-index.ts';

/** Tells where a record stands in its file, in words, from what the samples of its source know: nothing is asked for a single record. */
export function useRecordPlaces({ view, request }: DataProvider, shown: Sample | null): (origin: RecordOrigin) => string | null {
  const sources = useMemo(() => [...new Set(shown?.origins.map(({ source }) => source))], [shown]);
  useEffect(() => {
    for (const source of sources) request(source);
  }, [sources, request]);
  const samples = useSame(sources.flatMap((source) => view(source)?.after.map(({ sample }) => sample) ?? []).filter(({ places }) => places));
  return useCallback((origin) => samples.map((sample) => placeIn(sample, origin)).find((place) => place !== null) ?? null, [samples]);
}

/** The same list as before while it holds the same, so that what is made of it holds too. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const [kept, setKept] = useState(list);
  const isSame = kept.length === list.length && kept.every((one, at) => one === list[at]);
  if (!isSame) setKept(list);
  return isSame ? kept : list;
}

function placeIn(sample: Sample, origin: RecordOrigin): string | null {
  const at = byOrigin(sample).firstOf(origin);
  const [file, line] = sample.places?.at[at] ?? [-1, 0];
  const name = sample.places?.files[file]?.split(/[\\/]/).at(-1);
  if (name === undefined) return null;
  return line === 0 ? t('in {{file}}', { file: name }) : t('line {{line}} of {{file}}', { line, file: name });
}
