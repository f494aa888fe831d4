import { ActionIcon, Menu, Switch, TextInput } from '@mantine/core';
import { IconAppWindow, IconCopy, IconDots, IconDownload, IconHistory, IconPencil, IconTrash } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { FlowRow as Row } from '../../../core/api/flow-models.ts';
import { deadTrigger } from '../../canvas/trigger-line.ts';
import { openWindow } from '../../editing/open-window.ts';
import { EnvironmentTag } from '../../forms/connection/EnvironmentTag.tsx';
import { t, told } from '../../i18n/i18n.ts';
import { formatRoute, goTo } from '../../state/route.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { RunState } from '../../ui/RunState.tsx';
import { StateGlyph } from '../../ui/StateGlyph.tsx';
import { formatAgo, formatExact, formatMoment } from '../../ui/words.ts';
import styles from './FlowsPage.module.css';
import { duplicateFlow, exportFlow, removeFlow, renameFlow, switchLive } from './flow-actions.ts';

/** One flow of the list: cells of a row. */
export const FlowRow = memo(function FlowRow({ flow }: { flow: Row }) {
  const zone = useWorkspace(zoneOf);
  const [renaming, setRenaming] = useState(false);
  const now = Date.now();
  const { lastRun, live } = flow;
  const dead = deadTrigger(live.triggers);
  return (
    <>
      <td className={styles.name}>
        {renaming ? (
          <Rename flow={flow} onDone={() => setRenaming(false)} />
        ) : (
          <>
            <a href={formatRoute({ page: 'flow', flowId: flow.flowId })}>{flow.name}</a>
            <small title={told(flow.description)}>{told(flow.description) || t('{{count}} steps', { count: flow.nodes })}</small>
          </>
        )}
      </td>
      <td className={styles.run}>
        {lastRun ? (
          <a href={formatRoute({ page: 'run', runId: lastRun.runId })} title={formatExact(lastRun.queuedAt, zone)}>
            <RunState status={lastRun.status} />
            <small>
              {lastRun.counts.read > 0
                ? t('{{when}}, {{count}} records delivered', { when: formatAgo(lastRun.queuedAt, now), count: lastRun.counts.delivered })
                : formatAgo(lastRun.queuedAt, now)}
            </small>
          </a>
        ) : (
          <small>{t('Never run')}</small>
        )}
      </td>
      <td className="num" title={live.nextDue ? formatExact(live.nextDue, zone) : undefined}>
        {dead ? (
          <a className={styles.dead} href={formatRoute({ page: 'triggers' })} title={dead.problem}>
            <StateGlyph state="failed" size={14} beside />
            {dead.words}
          </a>
        ) : live.nextDue ? (
          formatMoment(live.nextDue, zone, now)
        ) : (
          <small>{live.live ? t('When its trigger fires') : t('By hand')}</small>
        )}
        {live.environment === 'test' && (
          <>
            {' '}
            <EnvironmentTag environment="test" />
          </>
        )}
      </td>
      <td className="num" title={formatExact(flow.updatedAt, zone)}>
        {formatAgo(flow.updatedAt, now)} <small>v{flow.version}</small>
      </td>
      <td>
        <Switch
          size="xs"
          checked={live.live}
          aria-label={t('{{name}} is live', { name: flow.name })}
          onChange={(event) => void switchLive(flow, event.currentTarget.checked)}
        />
      </td>
      <td>
        <Menu returnFocus={!renaming}>
          <Menu.Target>
            <ActionIcon aria-label={t('More for {{name}}', { name: flow.name })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconAppWindow size={15} />} onClick={() => void openWindow({ page: 'flow', flowId: flow.flowId })}>
              {t('Open in a new window')}
            </Menu.Item>
            <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setRenaming(true)}>
              {t('Rename')}
            </Menu.Item>
            <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => void duplicateFlow(flow)}>
              {t('Duplicate')}
            </Menu.Item>
            <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => void exportFlow(flow)}>
              {t('Export')}
            </Menu.Item>
            <Menu.Item leftSection={<IconHistory size={15} />} onClick={() => goTo({ page: 'runs', flowId: flow.flowId })}>
              {t('Runs of this flow')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={() => void removeFlow(flow)}>
              {t('Delete')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </td>
    </>
  );
});

function Rename({ flow, onDone }: { flow: Row; onDone(): void }) {
  const [name, setName] = useState(flow.name);
  const done = (keep: boolean) => {
    onDone();
    if (keep && name.trim() && name.trim() !== flow.name) void renameFlow(flow, name.trim());
  };
  return (
    <TextInput
      data-autofocus
      autoFocus
      aria-label={t('Name of the flow')}
      value={name}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={() => done(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done(true);
        if (event.key === 'Escape') done(false);
      }}
    />
  );
}
