import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { t } from '../../i18n/i18n.ts';
import css from './data-grid.module.css';
import type { GridContent } from './grid-column.ts';
import { PanelValue } from './PanelValue.tsx';

interface RecordPanelProps {
  content: GridContent;
  row: number;
  column: number;
  /** Says something for a moment, to everybody. */
  onSay(sentence: string): void;
  onClose(): void;
}

/** One record in full beside the grid: long texts wrapped, nested values unfolded. */
export function RecordPanel({ content, row, column, onSay, onClose }: RecordPanelProps) {
  const label = content.rowLabel?.(row) ?? String(row + 1);
  const place = content.rowPlace?.(row) ?? null;
  const copy = (text: string, what: 'value' | 'path') => {
    navigator.clipboard.writeText(text).then(
      () => onSay(what === 'value' ? t('The value was copied.') : t('The path was copied: {{path}}', { path: text })),
      () => onSay(t('The clipboard could not be written. Nothing was copied.')),
    );
  };
  const current = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field is brought into view when another cell is chosen
  useEffect(() => void current.current?.scrollIntoView({ block: 'nearest' }), [row, column]);
  return (
    <section className={css.panel} aria-label={t('Record {{record}} in full', { record: label })}>
      <header className={css.panelHead}>
        <span title={place ?? undefined}>
          {t('Record {{record}}', { record: label })}
          {place !== null && <small className={css.place}>, {place}</small>}
        </span>
        <button type="button" className={css.close} onClick={onClose} aria-label={t('Close the record')}>
          <IconX size={14} />
        </button>
      </header>
      <dl className={css.record}>
        {content.columns.map((one, i) => (
          <div key={`${row} ${one.name}`} data-current={i === column || undefined} ref={i === column ? current : undefined}>
            <PanelValue column={one} value={content.cell(row, i)} full={content.full?.(row, i) ?? null} onCopy={copy} onSay={onSay} />
          </div>
        ))}
      </dl>
    </section>
  );
}
