import { ActionIcon, Button, Loader, Menu } from '@mantine/core';
import { IconChevronDown, IconEye, IconPlayerPlayFilled, IconPlayerStopFilled, IconPlayerTrackNext } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { shownShortcut, useShownShortcut } from '../../commands/bound-keys.ts';
import { cancelRun } from '../../commands/cancel-run.ts';
import { type Command, runCommand } from '../../commands/command.ts';
import { preview } from '../../commands/preview.ts';
import { rehearse } from '../../commands/rehearse.ts';
import { runFlow } from '../../commands/run-flow.ts';
import { step } from '../../commands/step.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { usePreview } from '../../state/preview.ts';
import { isRunning, useRuns } from '../../state/runs.ts';
import { Keys } from '../../ui/Keys.tsx';
import { withKeys } from '../../ui/shortcut.ts';
import { useSlow } from '../../ui/useSlow.ts';
import styles from './TopBar.module.css';

/** Preview, Step, Run; while a run goes on, Cancel. */
export function RunButtons() {
  const running = useRuns(isRunning);
  const canRun = useSyncExternalStore(subscribe, runFlow.enabled);
  const previewing = usePreview((state) => state.status === 'running');
  return (
    <span className={styles.buttons}>
      <CommandButton command={preview} label={t('Preview')} loading={previewing} icon={<IconEye size={15} aria-hidden="true" />} />
      <CommandButton command={step} label={t('Step')} icon={<IconPlayerTrackNext size={14} aria-hidden="true" />} />
      {running ? (
        <Button
          color="red"
          variant="outline"
          leftSection={<IconPlayerStopFilled size={13} aria-hidden="true" />}
          title={hover(cancelRun)}
          onClick={() => void runCommand(cancelRun)}
        >
          {t('Cancel')}
        </Button>
      ) : (
        <Button.Group>
          <CommandButton command={runFlow} label={t('Run')} primary icon={<IconPlayerPlayFilled size={13} aria-hidden="true" />} />
          <Menu>
            <Menu.Target>
              <ActionIcon disabled={!canRun} variant="filled" color="accent" size={30} className={styles.more ?? ''} aria-label={t('Other ways to run')}>
                <IconChevronDown size={14} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {[runFlow, rehearse].map((command) => (
                <Menu.Item
                  key={command.id}
                  disabled={!command.enabled()}
                  rightSection={<Keys shortcut={shownShortcut(command)} />}
                  onClick={() => void runCommand(command)}
                >
                  {told(command.label)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </Button.Group>
      )}
    </span>
  );
}

interface CommandButtonProps {
  command: Command;
  label: string;
  icon: React.ReactNode;
  primary?: boolean;
  loading?: boolean;
}

function CommandButton({ command, label, icon, primary = false, loading = false }: CommandButtonProps) {
  const usable = useSyncExternalStore(subscribe, command.enabled);
  const shortcut = useShownShortcut(command);
  const slow = useSlow(loading);
  return (
    <Button
      data-spot={command.id}
      variant={primary ? 'filled' : 'default'}
      leftSection={slow ? <Loader size={13} color="var(--accent)" aria-hidden="true" /> : icon}
      aria-busy={loading}
      rightSection={shortcut && <Keys shortcut={shortcut} quiet />}
      disabled={!usable}
      title={hover(command)}
      classNames={{ section: styles.section ?? '' }}
      onClick={() => void runCommand(command)}
    >
      {label}
    </Button>
  );
}

function hover(command: Command): string {
  return withKeys(told(command.label), shownShortcut(command));
}

function subscribe(listener: () => void): () => void {
  const stops = [useDocument.subscribe(listener), useRuns.subscribe(listener)];
  return () => {
    for (const stop of stops) stop();
  };
}
