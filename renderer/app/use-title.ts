import { useEffect } from 'react';
import { text, told } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useRoute } from '../state/route.ts';

const TITLES: Readonly<Record<string, string>> = {
  flows: text('Flows'),
  examples: text('Examples'),
  runs: text('Runs'),
  run: text('Run'),
  settings: text('Settings'),
};

/** Names the window after what it shows. */
export function useTitle(): void {
  const page = useRoute((state) => state.route.page);
  const name = useDocument((state) => state.flow?.name);
  useEffect(() => {
    const title = page === 'flow' ? name : told(TITLES[page] ?? '');
    document.title = title ? `${title} · Swivel` : 'Swivel';
  }, [page, name]);
}
