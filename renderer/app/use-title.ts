import { useEffect } from 'react';
import { useDocument } from '../state/document.ts';
import { useRoute } from '../state/route.ts';

const TITLES: Readonly<Record<string, string>> = { flows: 'Flows', runs: 'Runs', run: 'Run', settings: 'Settings' };

/** Names the window after what it shows. */
export function useTitle(): void {
  const page = useRoute((state) => state.route.page);
  const name = useDocument((state) => state.flow?.name);
  useEffect(() => {
    const title = page === 'flow' ? name : TITLES[page];
    document.title = title ? `${title} · Swivel` : 'Swivel';
  }, [page, name]);
}
