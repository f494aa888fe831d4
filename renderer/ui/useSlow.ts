import { useEffect, useState } from 'react';

/** What takes no longer than this is not worth a sign. */
const UNNOTICED_MS = 300;
/** A sign that is there stays this long, so that it never flashes. */
const SHORTEST_MS = 500;

/** Whether to show that something is under way: from 300 ms after it began until it is over, and then never for less than half a second. */
export function useSlow(isBusy: boolean): boolean {
  const [shownAt, setShownAt] = useState<number | null>(null);
  useEffect(() => {
    if (isBusy === (shownAt !== null)) return;
    const wait = isBusy ? UNNOTICED_MS : Math.max(0, (shownAt ?? 0) + SHORTEST_MS - performance.now());
    const timer = setTimeout(() => setShownAt(isBusy ? performance.now() : null), wait);
    return () => clearTimeout(timer);
  }, [isBusy, shownAt]);
  return shownAt !== null;
}
