import { useEffect, useState } from 'react';
import type { MappingTrial } from '../../../core/api/target-models.ts';
import type { Sample } from '../../../core/base/sample.ts';
import type { MappingItem } from '../../../core/catalog/shapes.ts';
import { api } from '../../api/client.ts';

/** What an item gives for the first sample records. */
export type Tried = MappingTrial['items'][number];

const WAIT_MS = 150;
const NOTHING: ReadonlyMap<MappingItem, Tried> = new Map();

/** Items of a mapping on the first records of a sample, a moment after the last change. Items that stayed the same keep what they gave. */
export function useTrial(items: readonly MappingItem[], sample: Sample | null, most: number, zone: string): ReadonlyMap<MappingItem, Tried> {
  const [answer, setAnswer] = useState<{ sample: Sample; tried: ReadonlyMap<MappingItem, Tried> } | null>(null);
  useEffect(() => {
    if (!sample || sample.rows.length === 0 || items.length === 0) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      api.design.tryMapping({ items: [...items], fields: sample.fields, rows: sample.rows.slice(0, most), zone }, { signal: stop.signal }).then(
        (trial) => setAnswer({ sample, tried: new Map(items.flatMap((item, i) => (trial.items[i] ? [[item, trial.items[i]]] : []))) }),
        () => undefined,
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [items, sample, most, zone]);
  return answer && answer.sample === sample ? answer.tried : NOTHING;
}
