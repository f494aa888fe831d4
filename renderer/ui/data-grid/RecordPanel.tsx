import { IconCopy, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { FieldTypeIcon } from '../FieldTypeIcon.tsx';
import { isEmptyText, plainText, showValue } from '../values.ts';
import css from './data-grid.module.css';
import type { GridContent } from './grid-column.ts';
import { ValueTree } from './ValueTree.tsx';
import { isBranch } from './value-tree.ts';

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
        <span>{t('Record {{record}}', { record: label })}</span>
        <button type="button" className={css.close} onClick={onClose} aria-label={t('Close the record')}>
          <IconX size={14} />
        </button>
      </header>
      <dl className={css.record}>
        {content.columns.map((one, i) => {
          const value = content.cell(row, i);
          const shown = showValue(value, one.type);
          return (
            <div key={`${row} ${one.name}`} data-current={i === column || undefined} ref={i === column ? current : undefined}>
              <dt>
                <FieldTypeIcon type={one.type} size={13} />
                {one.name}
                {!isBranch(value) && !isEmptyText(value) && (
                  <button
                    type="button"
                    className={css.copyOne}
                    aria-label={t('Copy the value of {{field}}', { field: one.name })}
                    title={t('Copy the value')}
                    onClick={() => copy(plainText(value), 'value')}
                  >
                    <IconCopy size={13} aria-hidden />
                  </button>
                )}
              </dt>
              <dd data-tone={shown.tone} className={one.prose ? css.prose : undefined}>
                {isBranch(value) ? <ValueTree field={one.name} value={value} onCopy={copy} /> : <LongText text={shown.text} />}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

const AT_FIRST = 2_000;

/** A text in full; the end of a very long one on demand. */
function LongText({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  if (all || text.length <= AT_FIRST) return text;
  return (
    <>
      {text.slice(0, AT_FIRST)}…{' '}
      <button type="button" className={css.rest} onClick={() => setAll(true)}>
        {t('Show all {{letters}} characters', { letters: text.length })}
      </button>
    </>
  );
}
