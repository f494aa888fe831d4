import { t } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import css from './sql.module.css';
import type { Tables } from './use-sqlite-tables.ts';

const FEW = 4;

/** The tables of a database with their columns; folded where there are many. */
export function TableList({ tables }: { tables: Tables }) {
  if (tables.length === 0) return <p className={formCss.note}>{t('The database has no tables.')}</p>;
  return (
    <details className={css.tables} open={tables.length <= FEW || undefined}>
      <summary>{t('{{count}} tables', { count: tables.length })}</summary>
      <ul>
        {tables.map((table) => (
          <li key={table.name} className={formCss.note}>
            <b>{table.name}</b>
            {typeof table.rows === 'number' && ` (${t('{{count}} rows', { count: table.rows })})`}: {table.columns.map((column) => column.name).join(', ')}
          </li>
        ))}
      </ul>
    </details>
  );
}
