import { ActionIcon, Tooltip } from '@mantine/core';
import { useViewportSize } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp, IconLayoutBottombar, IconLayoutSidebar, IconLayoutSidebarRight } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { shownShortcut, useShownShortcut } from '../../commands/bound-keys.ts';
import { type Command, runCommand } from '../../commands/command.ts';
import { panels } from '../../commands/panels.ts';
import { redo } from '../../commands/redo.ts';
import { undo } from '../../commands/undo.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { type DocumentState, useDocument } from '../../state/document.ts';
import { useShortcuts } from '../../state/shortcuts.ts';
import { paletteKey, useUi } from '../../state/ui.ts';
import { withKeys } from '../../ui/shortcut.ts';
import { FlowName } from './FlowName.tsx';
import { HistoryList } from './HistoryList.tsx';
import { LiveSwitch } from './LiveSwitch.tsx';
import { Readiness } from './Readiness.tsx';
import { RunButtons } from './RunButtons.tsx';
import { SavedChip } from './SavedChip.tsx';
import styles from './TopBar.module.css';

/** Name and state of the open flow, and what can be done with it. */
export function TopBar() {
  const isOpen = useDocument((state) => state.flow !== null);
  return (
    <header className={styles.bar}>
      <FlowName />
      {isOpen && (
        <>
          <SavedChip />
          <span className={styles.pair}>
            <HistoryButton command={undo} entryOf={({ history }) => history.past.at(-1)?.name} icon={<IconArrowBackUp size={17} stroke={1.7} />} />
            <HistoryButton command={redo} entryOf={({ history }) => history.future[0]?.name} icon={<IconArrowForwardUp size={17} stroke={1.7} />} />
            <HistoryList />
          </span>
          <span className={styles.gap} />
          <Readiness />
          <RunButtons />
          <LiveSwitch />
          <PanelButtons />
        </>
      )}
    </header>
  );
}

interface HistoryButtonProps {
  command: Command;
  /** The change it undoes or does again. */
  entryOf(state: DocumentState): string | undefined;
  icon: React.ReactNode;
}

function HistoryButton({ command, entryOf, icon }: HistoryButtonProps) {
  const entry = useDocument(entryOf);
  const usable = useSyncExternalStore(useDocument.subscribe, command.enabled);
  const label = `${told(command.label)}${usable && entry ? `: ${entry}` : ''}`;
  const shortcut = useShownShortcut(command);
  return (
    <Tooltip label={withKeys(label, shortcut)}>
      <ActionIcon aria-label={label} className={styles.history ?? ''} aria-disabled={!usable} onClick={() => void runCommand(command)}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

const PANELS = [
  [text('Palette'), null, 'toggle-palette', IconLayoutSidebar],
  [text('Data'), 'drawerOpen', 'toggle-drawer', IconLayoutBottombar],
  [text('Settings of the step'), 'inspectorOpen', 'toggle-inspector', IconLayoutSidebarRight],
] as const;

function PanelButtons() {
  const ui = useUi();
  useShortcuts();
  const { width } = useViewportSize();
  return (
    <span className={styles.pair}>
      {PANELS.map(([marked, key, command, Picture]) => {
        const name = told(marked);
        const shortcut = shownShortcut(panels.find(({ id }) => id === command) ?? { id: command });
        const panel = key ?? paletteKey(width || undefined);
        return (
          <Tooltip key={name} label={withKeys(ui[panel] ? t('Hide: {{panel}}', { panel: name }) : t('Show: {{panel}}', { panel: name }), shortcut)}>
            <ActionIcon aria-label={name} aria-pressed={ui[panel]} className={styles.panel ?? ''} onClick={() => ui.set({ [panel]: !ui[panel] })}>
              <Picture size={17} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        );
      })}
    </span>
  );
}
