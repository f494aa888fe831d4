import { Autocomplete, Loader } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { TableNameSetting } from '../../../core/catalog/shapes.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useSlow } from '../../ui/useSlow.ts';
import { settingAt } from '../config-path.ts';
import formCss from '../form.module.css';
import pickerCss from '../pickers.module.css';
import type { WidgetProps } from '../widget.ts';
import css from './db-table.module.css';
import { TableNote } from './TableNote.tsx';
import { searchFor, tableTyped, tableWords } from './table-words.ts';
import { useDbTables, useTableShape } from './use-db-tables.ts';

/** A table of a database connection, searched for in the database as one types; a name that is not there yet can be typed too. */
export function DbTableField({ id, value, onChange, field, context, describedBy, problems }: WidgetProps<TableNameSetting>) {
  const connectionId = String(settingAt(context.config, field.dependsOn ?? 'connection') ?? '');
  const [isIn, setIsIn] = useState(false);
  const [touched, setTouched] = useState(false);
  const [again, setAgain] = useState(0);
  const [hasSchemas, setHasSchemas] = useState(true);
  const shown = tableWords(value);
  // What is chosen already is no search: all tables are offered then.
  const { list, failed, looking } = useDbTables(connectionId, touched ? searchFor(shown, hasSchemas) : '', isIn || again > 0, again);
  const shape = useTableShape(connectionId, value.schema, value.name, !isIn || !touched);
  const slow = useSlow(looking);
  if (list && (list.dialect === 'postgres') !== hasSchemas) setHasSchemas(list.dialect === 'postgres');
  const tables = list?.tables ?? [];
  const kinds = new Map(tables.map((one) => [tableWords(one), one.kind]));
  if (connectionId === '') return <p className={formCss.note}>{t('Choose the connection first; then its tables are offered here.')}</p>;
  return (
    <>
      <Autocomplete
        id={id}
        classNames={{ input: `${pickerCss.input} ${formCss.mono}` }}
        aria-describedby={describedBy}
        error={problems.some((problem) => problem.severity === 'error')}
        placeholder={field.placeholder ?? t('Type a part of its name')}
        data={[...kinds.keys()]}
        filter={({ options }) => options}
        limit={200}
        maxDropdownHeight={300}
        spellCheck={false}
        value={shown}
        rightSection={slow ? <Loader role="status" size={13} aria-label={t('Looking for tables')} /> : undefined}
        onFocus={() => {
          setIsIn(true);
          setTouched(false);
        }}
        onBlur={() => {
          setIsIn(false);
          setTouched(false);
        }}
        onChange={(typed) => {
          // Who has chosen one of the list is done with typing.
          setTouched(!kinds.has(typed));
          onChange(tableTyped(typed, tables, hasSchemas));
        }}
        renderOption={({ option }) => (
          <span className={pickerCss.option}>
            <span className={`${pickerCss.optionName} ${formCss.mono}`}>{option.value}</span>
            {kinds.get(option.value) === 'view' && <span className={pickerCss.sample}>{t('view')}</span>}
          </span>
        )}
      />
      <div aria-live="polite" className={formCss.stack}>
        {isIn && list?.more && <p className={formCss.note}>{t('There are more: type a part of the name.')}</p>}
        {isIn && list && !looking && tables.length === 0 && touched && <p className={formCss.note}>{t('No table you may see has that in its name.')}</p>}
        {failed && (
          <div className={css.failed}>
            <p>
              <b>{told(failed.message)}</b> {told(failed.hint ?? '')} {t('The name can be typed all the same.')}
            </p>
            <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={() => setAgain(again + 1)}>
              <IconRefresh size={14} aria-hidden /> {t('Look again')}
            </button>
          </div>
        )}
        {value.name !== '' && !touched && shape !== undefined && <TableNote shape={shape} />}
      </div>
    </>
  );
}
