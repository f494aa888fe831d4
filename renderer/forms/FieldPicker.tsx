import { Autocomplete, type ComboboxItem, Select } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Field } from '../../core/base/field.ts';
import { t } from '../i18n/i18n.ts';
import { FieldTypeIcon } from '../ui/FieldTypeIcon.tsx';
import css from './pickers.module.css';
import type { Arriving } from './widget.ts';

interface FieldPickerProps {
  id?: string | undefined;
  /** Says what is picked, where there is no label above. */
  label?: string;
  fields: Arriving;
  value: string;
  onChange(name: string): void;
  placeholder?: string | undefined;
  invalid?: boolean;
  describedBy?: string | undefined;
  size?: 'small' | 'normal';
}

/** A list of more takes long to draw, and nobody reads it: the rest is found by typing. */
const MOST_SHOWN = 200;

/** Picks one of the fields that really arrive, with type and a value seen in it. When they are not known yet, the name can be typed. */
export function FieldPicker({ id, label, fields, value, onChange, placeholder = t('Field'), invalid = false, describedBy, size = 'normal' }: FieldPickerProps) {
  // The fields may come to be known while somebody is in the field already: the list opens under the hand that waits for it.
  const isIn = useRef(false);
  const list = useRef<HTMLInputElement>(null);
  const isKnown = fields !== null;
  useEffect(() => {
    if (isKnown && isIn.current) list.current?.focus();
    isIn.current = false;
  }, [isKnown]);
  const shared = {
    ...(id === undefined ? {} : { id }),
    ...(label === undefined ? {} : { 'aria-label': label }),
    ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
    'aria-invalid': invalid,
    error: invalid,
    placeholder,
    value,
    comboboxProps: { width: 'max-content' as const, position: 'bottom-start' as const, keepMounted: false },
    classNames: { input: `${css.input} ${size === 'small' ? css.small : ''}` },
    className: css.picker,
    maxDropdownHeight: 280,
  };
  if (!fields)
    return (
      <Autocomplete
        {...shared}
        data={[]}
        onChange={onChange}
        onFocus={() => {
          isIn.current = true;
        }}
        onBlur={() => {
          isIn.current = false;
        }}
      />
    );
  const byName = new Map(fields.map((field) => [field.name, field]));
  const names = value !== '' && !byName.has(value) ? [value, ...byName.keys()] : [...byName.keys()];
  return (
    <Select
      {...shared}
      ref={list}
      defaultDropdownOpened={isIn.current}
      data={names}
      searchable
      limit={MOST_SHOWN}
      selectFirstOptionOnChange
      allowDeselect={false}
      nothingFoundMessage={t('No such field arrives here')}
      onChange={(name) => name !== null && onChange(name)}
      renderOption={({ option }: { option: ComboboxItem }) => <FieldOption name={option.value} field={byName.get(option.value)} />}
    />
  );
}

function FieldOption({ name, field }: { name: string; field: Field | undefined }) {
  return (
    <span className={css.option}>
      {field ? <FieldTypeIcon type={field.type} /> : <span className={css.missing}>!</span>}
      <span className={css.optionName}>{name}</span>
      <span className={css.sample}>{field ? (field.sample ?? '') : t('does not arrive')}</span>
    </span>
  );
}
