import { useEffect, useMemo, useState } from 'react';
import { aSlice, type Sliced } from './slices.ts';

/** Leaves half of a frame to the picture. */
const SLICE_MS = 8;

/**
 * The outcome of work that may take long, done in slices between which the window draws and listens; what is done within the first slice is there at once.
 * `begin` must stay the same function until there is other work to do; null means there is none.
 */
export function useSliced<T>(begin: (() => Sliced<T>) | null): { value: T | null; part: number } {
  const first = useMemo(() => {
    if (!begin) return null;
    const work = begin();
    return { work, ...aSlice(work, SLICE_MS) };
  }, [begin]);
  const [later, setLater] = useState<{ of: typeof first; value: T | null; part: number } | null>(null);
  useEffect(() => {
    if (!first || 'done' in first) return;
    let timer = setTimeout(function go() {
      const now = aSlice(first.work, SLICE_MS);
      if ('done' in now) return setLater({ of: first, value: now.done, part: 1 });
      setLater({ of: first, value: null, part: now.part });
      timer = setTimeout(go);
    });
    return () => clearTimeout(timer);
  }, [first]);
  if (!first) return { value: null, part: 0 };
  if ('done' in first) return { value: first.done, part: 1 };
  return later?.of === first ? { value: later.value, part: later.part } : { value: null, part: first.part };
}
