import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { Value } from '../../../core/base/value.ts';
import { t, told } from '../../i18n/i18n.ts';
import { FieldTypeIcon, TYPE_LABELS } from '../FieldTypeIcon.tsx';
import { isEmptyText, plainText, showValue } from '../values.ts';
import { formatCount } from '../words.ts';
import css from './data-grid.module.css';
import type { FullValue, GridColumn } from './grid-column.ts';
import { LongText } from './LongText.tsx';
import { ValueTree } from './ValueTree.tsx';
import { isBranch } from './value-tree.ts';

interface PanelValueProps {
  column: GridColumn;
  value: Value | undefined;
  /** Fetches what was cut of it; null where it is all here. */
  full: (() => Promise<FullValue | null>) | null;
  onCopy(text: string, what: 'value' | 'path'): void;
  onSay(sentence: string): void;
}

/** Texts up to this long stand in the panel as they are. */
const SHORT = 2_000;

/** One field of a record in full: its type, its value, and what was cut of it when it is asked for. */
export function PanelValue({ column, value: shown, full, onCopy, onSay }: PanelValueProps) {
  const [fetched, setFetched] = useState<{ of: Value | undefined; got: FullValue } | null>(null);
  const [busy, setBusy] = useState(false);
  const got = fetched && fetched.of === shown ? fetched.got : null;
  const value = got ? got.value : shown;
  const { text, tone } = showValue(value, column.type);
  const isLong = typeof value === 'string' && value.length > SHORT;
  const fetch = async () => {
    setBusy(true);
    const all = await full?.().catch(() => null);
    setBusy(false);
    if (all) setFetched({ of: shown, got: all });
    else onSay(t('The rest of this value is not kept.'));
  };
  return (
    <>
      <dt>
        <FieldTypeIcon type={column.type} size={13} />
        {column.name}
        <span className={css.kind}>{told(TYPE_LABELS[column.type])}</span>
        {!isBranch(value) && !isEmptyText(value) && (
          <button
            type="button"
            className={css.copyOne}
            aria-label={t('Copy the value of {{field}}', { field: column.name })}
            title={t('Copy the value')}
            onClick={() => onCopy(plainText(value), 'value')}
          >
            <IconCopy size={13} aria-hidden />
          </button>
        )}
      </dt>
      <dd data-tone={tone} className={column.prose ? css.prose : undefined}>
        {isBranch(value) ? (
          <ValueTree key={got ? 'all' : 'cut'} field={column.name} value={value} onCopy={onCopy} />
        ) : isLong ? (
          <LongText text={value} />
        ) : (
          text
        )}
        {isLong && <span className={css.length}>{t('{{letters}} characters', { letters: formatCount(value.length) })}</span>}
        {full && !got && (
          <button type="button" className={css.rest} disabled={busy} onClick={() => void fetch()}>
            {busy ? t('Fetching it…') : t('This value is cut. Show all of it')}
          </button>
        )}
        {got?.cut && <span className={css.length}>{t('Even this is not all: longer values are not shown.')}</span>}
      </dd>
    </>
  );
}
