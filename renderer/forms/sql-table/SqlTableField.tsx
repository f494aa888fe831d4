import { Autocomplete } from '@mantine/core';
import { t } from '../../i18n/i18n.ts';
import { settingAt } from '../config-path.ts';
import css from '../form.module.css';
import pickerCss from '../pickers.module.css';
import { useSqliteTables } from '../sql/use-sqlite-tables.ts';
import type { WidgetProps } from '../widget.ts';

/** A table of a database file: one that is there, with its columns, or the name of a new one. */
export function SqlTableField({ id, value, onChange, field, context, describedBy, problems }: WidgetProps<string>) {
  const database = String(settingAt(context.config, field.dependsOn ?? 'database') ?? '');
  const { tables } = useSqliteTables(context.flowId, database);
  const table = tables?.find((one) => one.name === value);
  return (
    <>
      <Autocomplete
        id={id}
        classNames={{ input: `${pickerCss.input} ${css.mono}` }}
        aria-describedby={describedBy}
        error={problems.some((problem) => problem.severity === 'error')}
        placeholder={field.placeholder}
        data={tables?.map((one) => one.name) ?? []}
        value={value}
        onChange={onChange}
        renderOption={({ option }) => {
          const rows = tables?.find((one) => one.name === option.value)?.rows;
          return (
            <span className={pickerCss.option}>
              <span className={pickerCss.optionName}>{option.value}</span>
              <span className={pickerCss.sample}>{typeof rows === 'number' ? t('{{count}} rows', { count: rows }) : ''}</span>
            </span>
          );
        }}
      />
      {table && (
        <p className={css.note}>
          {typeof table.rows === 'number' && `${t('{{count}} rows', { count: table.rows })}. `}
          {t('Columns:')}{' '}
          {table.columns.map((column, i) => (
            <span key={column.name}>
              {i > 0 && ', '}
              <b>{column.name}</b>
              {column.key && ` (${t('key')})`}
            </span>
          ))}
        </p>
      )}
      {tables && value !== '' && !table && <p className={css.note}>{t('There is no table of this name yet.')}</p>}
    </>
  );
}
