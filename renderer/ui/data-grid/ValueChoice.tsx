import { useEffect, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { formatCount } from '../words.ts';
import { countValues, inSlices } from './arrange-rows.ts';
import { valueKey } from './cell-order.ts';
import type { GridContent } from './grid-column.ts';
import { type ColumnFilter, keyWords } from './grid-query.ts';
import css from './header-menu.module.css';

interface ValueChoiceProps {
  content: GridContent;
  column: number;
  filter: ColumnFilter | null;
  onFilter(filter: ColumnFilter | null): void;
}

const MOST = 100;

/** The values of a column, the most frequent first, to show only the records with some of them. */
export function ValueChoice({ content, column, filter, onFilter }: ValueChoiceProps) {
  const [found, setFound] = useState<{ values: { key: string; count: number }[]; distinct: number } | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    void inSlices(countValues(content, column, valueKey, MOST), stop.signal, () => undefined).then((counted) => {
      if (!stop.signal.aborted) setFound(counted);
    });
    return () => stop.abort();
  }, [content, column]);
  const name = content.columns[column]?.name ?? '';
  const among = filter?.test === 'one-of' ? (filter.among ?? []) : [];
  const choose = (key: string, on: boolean) => {
    const next = on ? [...among, key] : among.filter((one) => one !== key);
    onFilter(next.length === 0 ? null : { column: name, test: 'one-of', among: next });
  };
  if (!found) return <p className={css.wait}>{t('Counting the values…')}</p>;
  return (
    <fieldset className={css.values}>
      <legend>{t('Or only these values')}</legend>
      <div className={css.list}>
        {found.values.map(({ key, count }) => (
          <label key={key}>
            <input type="checkbox" checked={among.includes(key)} onChange={(event) => choose(key, event.target.checked)} />
            <span data-empty={key === 'n' || key === 't' || undefined}>{keyWords(key)}</span>
            <small>{formatCount(count)}</small>
          </label>
        ))}
      </div>
      {found.distinct > found.values.length && (
        <p className={css.wait}>{t('The {{shown}} most frequent of {{all}} values.', { shown: found.values.length, all: found.distinct })}</p>
      )}
    </fieldset>
  );
}
