import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { t } from '../../i18n/i18n.ts';
import css from '../pickers.module.css';
import type { WidgetProps } from '../widget.ts';

/** An IANA time zone, searched by name; shows what the clock says there now. */
export function ZoneField({ id, value, onChange, describedBy, problems }: Pick<WidgetProps<string>, 'id' | 'value' | 'onChange' | 'describedBy' | 'problems'>) {
  const zones = useMemo(() => {
    const all = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
    if (value !== '') all.add(value);
    return [...all];
  }, [value]);
  return (
    <Select
      id={id}
      classNames={{ input: css.input ?? '' }}
      aria-describedby={describedBy}
      error={problems.length > 0}
      data={zones}
      value={value}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      limit={60}
      nothingFoundMessage={t('No zone of this name')}
      onChange={(zone) => zone && onChange(zone)}
      renderOption={({ option }) => (
        <span className={css.option}>
          <span className={css.optionName}>{option.value.replaceAll('_', ' ')}</span>
          <span className={css.sample}>{clockIn(option.value)}</span>
        </span>
      )}
    />
  );
}

function clockIn(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format();
  } catch {
    return '';
  }
}
