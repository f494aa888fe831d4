import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { Flow } from '../../../core/flow/flow.ts';
import { t } from '../../i18n/i18n.ts';
import { useSelection } from '../../state/selection.ts';
import { useUi } from '../../state/ui.ts';
import { useByDensity } from '../../ui/density.ts';
import styles from './Outline.module.css';
import { GroupRow, NoteRow, StepRow } from './OutlineRows.tsx';
import { type OutlineRow, outlineRows } from './outline-rows.ts';

/** What a row is taken for until it is drawn, in pixels. */
const ROW = { comfortable: 56, compact: 44 } as const;
const LONGEST_WAIT_MS = 500;

/** The flow as a list, in the order in which records pass: for a screen reader, and for long flows. Only the rows in view are drawn. */
export function Outline({ flow }: { flow: Flow }) {
  const lines = useMemo(() => outlineRows(flow), [flow]);
  const area = useRef<HTMLDivElement>(null);
  const nodeIds = useSelection((state) => state.nodeIds);
  const noteIds = useSelection((state) => state.noteIds);
  const selected = useMemo(() => new Set([...nodeIds, ...noteIds]), [nodeIds, noteIds]);
  const rowHeight = useByDensity(ROW);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => area.current,
    estimateSize: () => rowHeight,
    getItemKey: (i) => lines[i]?.id ?? i,
    overscan: 10,
  });
  const focusRow = (i: number) => {
    if (i < 0 || i >= lines.length) return;
    rows.scrollToIndex(i);
    focusWhenDrawn(area.current, i, performance.now() + LONGEST_WAIT_MS);
  };
  useEffect(() => focusWhenDrawn(area.current, 0, performance.now() + LONGEST_WAIT_MS), []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') useUi.getState().set({ outlineOpen: false });
    const at = Number(document.activeElement?.closest('[data-index]')?.getAttribute('data-index') ?? -1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key];
    if (to === undefined) return;
    focusRow(to);
    event.preventDefault();
  };
  return (
    <aside className={styles.outline} aria-label={t('List of steps')}>
      <header>
        <h2>{t('Steps in order')}</h2>
        <button type="button" className={styles.close} onClick={() => useUi.getState().set({ outlineOpen: false })}>
          {t('Close')}
        </button>
      </header>
      {lines.length === 0 && <p>{t('There are no steps yet.')}</p>}
      <div ref={area} className={styles.rows}>
        {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without bullets */}
        <ul role="list" onKeyDown={onKeyDown} style={{ height: rows.getTotalSize(), '--digits': String(lines.length).length } as React.CSSProperties}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            if (!line) return null;
            return (
              <li
                key={key}
                ref={rows.measureElement}
                data-index={index}
                data-inside={(line.kind === 'step' && line.inGroup) || undefined}
                aria-setsize={lines.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Line flow={flow} line={line} selected={selected} />
              </li>
            );
          })}
        </ul>
      </div>
    </aside>
  );
}

/** A row that is just being scrolled into view is drawn only a few frames later. */
function focusWhenDrawn(area: Element | null, index: number, until: number): void {
  const button = area?.querySelector<HTMLElement>(`[data-index="${index}"] button`);
  if (button) button.focus({ preventScroll: true });
  else if (area?.isConnected && performance.now() < until) requestAnimationFrame(() => focusWhenDrawn(area, index, until));
}

function Line({ flow, line, selected }: { flow: Flow; line: OutlineRow; selected: ReadonlySet<string> }) {
  switch (line.kind) {
    case 'step':
      return <StepRow flow={flow} node={line.node} number={line.number} isSelected={selected.has(line.id)} />;
    case 'group':
      return <GroupRow group={line.group} members={line.members} isSelected={line.members.every((id) => selected.has(id))} />;
    case 'note':
      return <NoteRow note={line.note} isSelected={selected.has(line.note.id)} />;
  }
}
