import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Value } from '../../../core/base/value.ts';
import { t } from '../../i18n/i18n.ts';
import { FieldTypeIcon } from '../FieldTypeIcon.tsx';
import { formatCount } from '../words.ts';
import { type EditedRecords, textOfValue, valueOfText } from './edit-records.ts';
import css from './record-editor.module.css';

interface RecordTableProps {
  value: EditedRecords;
  /** Null while a value does not fit its field. A row that was not touched stays the same object. */
  onChange(records: EditedRecords | null): void;
}

const PAGE = 50;

/** Records as a grid whose cells are typed into; a page of them at a time. */
export function RecordTable({ value, onChange }: RecordTableProps) {
  const [page, setPage] = useState(0);
  /** What was typed and does not fit, by place. */
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const { fields, rows } = value;
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const shown = Math.min(page, pages - 1);
  const first = shown * PAGE;
  const hasWrong = Object.keys(wrong).length > 0;

  const type = (row: number, column: number, text: string) => {
    const read = valueOfText(text, fields[column]?.type ?? 'any');
    const { [`${row} ${column}`]: _was, ...others } = wrong;
    const left = read.ok ? others : { ...others, [`${row} ${column}`]: text };
    setWrong(left);
    if (!read.ok) return onChange(null);
    const next: readonly Value[] = (rows[row] ?? []).with(column, read.value);
    const changed = { fields, rows: rows.with(row, next) };
    onChange(Object.keys(left).length > 0 ? null : changed);
  };
  const remove = (row: number) => onChange({ fields, rows: rows.toSpliced(row, 1) });
  const add = () => {
    onChange({ fields, rows: [...rows, fields.map(() => null)] });
    setPage(Math.floor(rows.length / PAGE));
  };
  return (
    <div className={css.tableBox}>
      <div className={css.scroll}>
        <table className={css.table} aria-label={t('Records to edit')}>
          <thead>
            <tr>
              <th scope="col">{t('Record')}</th>
              {fields.map((field) => (
                <th key={field.name} scope="col">
                  <FieldTypeIcon type={field.type} /> {field.name}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{t('Remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(first, first + PAGE).map((row, i) => {
              const at = first + i;
              return (
                <tr key={at}>
                  <th scope="row">{formatCount(at + 1)}</th>
                  {fields.map((field, column) => {
                    const typed = wrong[`${at} ${column}`];
                    const read = typed === undefined ? null : valueOfText(typed, field.type);
                    return (
                      <td key={field.name}>
                        <input
                          aria-label={t('{{field}} of record {{number}}', { field: field.name, number: at + 1 })}
                          aria-invalid={typed !== undefined}
                          placeholder={t('nothing')}
                          spellCheck={false}
                          value={typed ?? textOfValue(row[column])}
                          onChange={(event) => type(at, column, event.target.value)}
                        />
                        {read && !read.ok && <small role="alert">{read.problem}</small>}
                      </td>
                    );
                  })}
                  <td>
                    <button type="button" aria-label={t('Remove record {{number}}', { number: at + 1 })} disabled={hasWrong} onClick={() => remove(at)}>
                      <IconTrash size={14} aria-hidden />
                    </button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div className={css.pager}>
        <button type="button" disabled={hasWrong} onClick={add}>
          <IconPlus size={14} aria-hidden /> {t('Add a record')}
        </button>
        {pages > 1 && (
          <>
            <button type="button" disabled={shown === 0 || hasWrong} onClick={() => setPage(shown - 1)}>
              {t('Earlier records')}
            </button>
            <span>
              {t('{{first}} to {{last}} of {{all}}', {
                first: formatCount(first + 1),
                last: formatCount(Math.min(rows.length, first + PAGE)),
                all: formatCount(rows.length),
              })}
            </span>
            <button type="button" disabled={shown === pages - 1 || hasWrong} onClick={() => setPage(shown + 1)}>
              {t('Later records')}
            </button>
          </>
        )}
      </div>
    </div>
  );
}
