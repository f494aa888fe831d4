import { useEffect } from 'react';
import { text, told } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useRoute } from '../state/route.ts';

const TITLES: Readonly<Record<string, string>> = {
  flows: text('Flows'),
  examples: text('Examples'),
  runs: text('Runs'),
  run: text('Run'),
  connections: text('Connections'),
  alerts: text('Alerts'),
  snippets: text('Snippets'),
  triggers: text('Triggers'),
  settings: text('Settings'),
};

/** Names the window after what it shows, and gives that name; '' as long as it shows nothing. */
export function useTitle(): string {
  const page = useRoute((state) => state.route.page);
  const name = useDocument((state) => state.flow?.name);
  const title = (page === 'flow' ? name : told(TITLES[page] ?? '')) ?? '';
  useEffect(() => {
    document.title = title ? `${title} · Swivel` : 'Swivel';
  }, [title]);
  return title;
}
