import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useShownShortcut } from '../../commands/bound-keys.ts';
import { showHistory } from '../../commands/show-history.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { beginsLater, type HistoryPoint, pointsOf, useHistoryList } from '../../state/history-list.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { withKeys } from '../../ui/shortcut.ts';
import { formatClock } from '../../ui/words.ts';
import css from './HistoryList.module.css';

/** The button that shows what was changed since the flow was opened, as a list one can go back and forward in. */
export function HistoryList() {
  const open = useHistoryList((state) => state.open);
  const shortcut = useShownShortcut(showHistory);
  const label = told(showHistory.label);
  useEffect(() => () => useHistoryList.setState({ open: false }), []);
  return (
    <Popover opened={open} onChange={(now) => useHistoryList.setState({ open: now })} width={320} position="bottom-start" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Tooltip label={withKeys(label, shortcut)} disabled={open}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={label}
            aria-haspopup="dialog"
            aria-expanded={open}
            onClick={() => useHistoryList.setState({ open: !open })}
          >
            <IconHistory size={17} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={css.list ?? ''} aria-label={label}>
        {open && <Points />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Points() {
  const history = useDocument((state) => state.history);
  const points = pointsOf(history);
  const zone = useWorkspace(zoneOf);
  const area = useRef<HTMLOListElement>(null);
  useEffect(() => area.current?.querySelector<HTMLElement>('[aria-current]')?.focus(), []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const rows = [...(area.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    rows[to]?.focus();
    event.preventDefault();
  };
  return (
    <>
      <h2>{t('Changes since the flow was opened')}</h2>
      <ol ref={area} onKeyDown={onKeyDown}>
        {points.map((point) => (
          <li key={point.place} data-undone={point.steps > 0 || undefined}>
            <button type="button" aria-current={point.steps === 0 ? 'step' : undefined} onClick={() => useDocument.getState().travel(point.steps)}>
              <span className={css.name}>{point.name ?? (beginsLater(history) ? t('Before the oldest change that is kept') : t('As it was opened'))}</span>
              <Beside point={point} zone={zone} />
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

function Beside({ point: { steps, at }, zone }: { point: HistoryPoint; zone: string }) {
  if (steps === 0) return <b className={css.now}>{t('Now')}</b>;
  return (
    <span className={css.when}>
      {steps > 0 && `${t('undone')} `}
      {at !== null && formatClock(at, zone)}
    </span>
  );
}
