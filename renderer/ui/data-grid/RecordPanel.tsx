import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { t } from '../../i18n/i18n.ts';
import { FieldTypeIcon } from '../FieldTypeIcon.tsx';
import { plainText, showValue } from '../values.ts';
import css from './data-grid.module.css';
import type { GridContent } from './grid-column.ts';

interface RecordPanelProps {
  content: GridContent;
  row: number;
  column: number;
  onClose(): void;
}

/** One record in full beside the grid: long texts wrapped, nested values unfolded. */
export function RecordPanel({ content, row, column, onClose }: RecordPanelProps) {
  const current = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the field is brought into view when another cell is chosen
  useEffect(() => void current.current?.scrollIntoView({ block: 'nearest' }), [row, column]);
  return (
    <section className={css.panel} aria-label={`Record ${content.rowLabel?.(row) ?? row + 1} in full`}>
      <header className={css.panelHead}>
        <span>Record {content.rowLabel?.(row) ?? row + 1}</span>
        <button type="button" className={css.close} onClick={onClose} aria-label={t('Close the record')}>
          <IconX size={14} />
        </button>
      </header>
      <dl className={css.record}>
        {content.columns.map((one, i) => {
          const value = content.cell(row, i);
          const shown = showValue(value, one.type);
          return (
            <div key={one.name} data-current={i === column || undefined} ref={i === column ? current : undefined}>
              <dt>
                <FieldTypeIcon type={one.type} size={13} />
                {one.name}
              </dt>
              <dd data-tone={shown.tone} className={one.prose ? css.prose : undefined}>
                {shown.tone === 'nested' ? plainText(value, 2) : shown.text}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
