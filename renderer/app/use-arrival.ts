import { useEffect, useRef } from 'react';
import { type Route, useRoute } from '../state/route.ts';

function placeOf(route: Route): string {
  return 'runId' in route ? `run ${route.runId}` : 'flowId' in route ? `${route.page} ${route.flowId}` : route.page;
}

/**
 * Whoever goes to another page with the keyboard stands at its beginning: what had the focus is gone with the old page. The canvas takes keys without it.
 */
export function useArrival(): React.RefObject<HTMLElement | null> {
  const page = useRef<HTMLElement>(null);
  const place = useRoute((state) => placeOf(state.route));
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost && !place.startsWith('flow ')) standAtBeginning(page.current);
  }, [place]);
  return page;
}

/** Focusable only for this: a click into an empty place of the page must leave the focus nowhere, where the keys of the canvas work. */
function standAtBeginning(page: HTMLElement | null): void {
  if (!page) return;
  page.tabIndex = -1;
  page.addEventListener('blur', () => page.removeAttribute('tabindex'), { once: true });
  page.focus({ preventScroll: true });
}
