import { t } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import css from './db-table.module.css';
import type { TableShape } from './use-db-tables.ts';

/** What a table is made of, as its database says. */
export function TableNote({ shape }: { shape: TableShape | null }) {
  if (!shape) return <p className={formCss.note}>{t('There is no table of this name yet, or you may not see it.')}</p>;
  const { columns, primaryKey, uniqueKeys, may, kind } = shape;
  const rights = [may.insert && t('add'), may.update && t('change'), may.delete && t('delete')].filter((word) => word !== false);
  const keys = [primaryKey, ...uniqueKeys].filter((key) => key.length > 0).map((key) => key.join(' + '));
  return (
    <details className={css.shape}>
      <summary>
        {kind === 'view' ? t('View with {{count}} columns', { count: columns.length }) : t('{{count}} columns', { count: columns.length })}
        {keys.length > 0 && <span> · {t('key {{names}}', { names: keys.join(', ') })}</span>}
        <span> · {rights.length === 0 ? t('you may only read') : t('you may {{what}} rows', { what: rights.join(', ') })}</span>
      </summary>
      <ul>
        {columns.map((column) => (
          <li key={column.name}>
            <b>{column.name}</b>
            <span>
              {[
                column.declared,
                primaryKey.includes(column.name) && t('key'),
                !column.nullable && t('never empty'),
                column.generated && t('made by the database'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
