import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/i18n.ts';
import type { GridContent } from './grid-column.ts';
import { filterWords, type GridQuery, NO_QUERY, withFilter } from './grid-query.ts';
import css from './header-menu.module.css';

interface QueryChipsProps {
  query: GridQuery;
  onQuery(query: GridQuery): void;
  content: GridContent;
  /** Rows that are shown, and rows there are. */
  shown: number;
  all: number;
  /** 0 to 1 while the rows are looked through. */
  progress: number | null;
  /** Goes back to what was shown before. */
  onCancel(): void;
}

/** How a grid is sorted and filtered, each part to be taken away, and how many records that leaves. */
export function QueryChips({ query, onQuery, content, shown, all, progress, onCancel }: QueryChipsProps) {
  const { filters, sort } = query;
  return (
    <div className={css.chips}>
      <span className={css.tally} role="status">
        {progress === null ? t('{{shown}} of {{all}} shown', { shown, all }) : t('Looking through {{all}} records…', { all })}
      </span>
      {progress !== null && (
        <>
          <progress className={css.progress} value={progress} aria-label={t('How far it is')} />
          <button type="button" className={css.plain} onClick={onCancel}>
            {t('Cancel')}
          </button>
        </>
      )}
      {sort && (
        <Chip
          label={
            sort.direction === 'ascending' ? t('Ascending by {{column}}', { column: sort.column }) : t('Descending by {{column}}', { column: sort.column })
          }
          icon={sort.direction === 'ascending' ? <IconArrowUp size={12} aria-hidden /> : <IconArrowDown size={12} aria-hidden />}
          onRemove={() => onQuery({ ...query, sort: null })}
        />
      )}
      {filters.map((filter) => (
        <Chip
          key={filter.column}
          label={filterWords(filter, content.columns.find((column) => column.name === filter.column)?.type ?? 'any')}
          onRemove={() => onQuery(withFilter(query, filter.column, null))}
        />
      ))}
      {filters.length + (sort ? 1 : 0) > 1 && (
        <button type="button" className={css.plain} onClick={() => onQuery(NO_QUERY)}>
          {t('Clear all')}
        </button>
      )}
    </div>
  );
}

function Chip({ label, icon, onRemove }: { label: string; icon?: ReactNode; onRemove(): void }) {
  return (
    <span className={css.chip}>
      {icon}
      <span title={label}>{label}</span>
      <button type="button" aria-label={t('Remove: {{label}}', { label })} onClick={onRemove}>
        <IconX size={12} aria-hidden />
      </button>
    </span>
  );
}
