import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { t } from '../i18n/i18n.ts';
import { useRecentCommands } from '../state/recent-commands.ts';
import { useWorkspace } from '../state/workspace.ts';
import styles from './CommandPalette.module.css';
import { filterActions } from './filter-actions.ts';
import { takeFirstKey } from './first-keys.ts';
import { bookmarkEntries, commandEntries, flowEntries, kindEntries, settingEntries, stepEntries, withRecent } from './palette-entries.tsx';

/** Entries beyond these are only found by typing. */
const MOST_SHOWN = 160;

/** Ctrl/Cmd+K: what was used last, every command, steps of the flow and settings of the selected one, kinds to add, other flows. */
export function CommandPalette() {
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const flows = useFlowNames(open);
  useEffect(() => {
    if (!open) return;
    const take = (event: KeyboardEvent) => takeFirstKey(event, box.current, (letter) => setQuery((text) => text + letter));
    window.addEventListener('keydown', take, true);
    return () => window.removeEventListener('keydown', take, true);
  }, [open]);
  const groups = open
    ? withRecent([commandEntries(), stepEntries(), bookmarkEntries(), settingEntries(), kindEntries(), flowEntries(flows)], useRecentCommands.getState().recent)
    : [];
  return (
    <Spotlight
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setOpen(true)}
      onSpotlightClose={() => setOpen(false)}
      shortcut={null}
      filter={filterActions}
      overlayProps={{ backgroundOpacity: 0.25, blur: 0 }}
      attributes={{ content: { 'aria-label': t('Find a command, step or flow') } }}
      classNames={{ action: styles.action ?? '' }}
      limit={MOST_SHOWN}
      scrollable
      maxHeight={420}
      nothingFound={t('Nothing is called that.')}
      searchProps={{
        ref: box,
        leftSection: <IconSearch size={16} aria-hidden="true" />,
        placeholder: t('Find a command, step or flow'),
        'aria-label': t('Find a command, step or flow'),
      }}
    />
  );
}

function useFlowNames(open: boolean): readonly { flowId: string; name: string }[] {
  const changed = useWorkspace((state) => state.flowsChanged);
  const [flows, setFlows] = useState<readonly { flowId: string; name: string }[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when flows have changed meanwhile
  useEffect(() => {
    if (!open) return;
    api.flows.list().then(setFlows, () => undefined);
  }, [open, changed]);
  return flows;
}
