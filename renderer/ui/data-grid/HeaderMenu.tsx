import { Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconFilter } from '@tabler/icons-react';
import { type SyntheticEvent, useId } from 'react';
import { t } from '../../i18n/i18n.ts';
import { FilterForm } from './FilterForm.tsx';
import type { GridColumn, GridContent } from './grid-column.ts';
import { type GridQuery, type GridSort, withFilter } from './grid-query.ts';
import css from './header-menu.module.css';
import { ValueChoice } from './ValueChoice.tsx';

/** What a grid needs to be sorted and filtered by its header. */
export interface GridArranging {
  query: GridQuery;
  onQuery(query: GridQuery): void;
  /** All rows, of which the values to choose from are taken. */
  whole: GridContent;
}

interface HeaderMenuProps {
  column: GridColumn;
  index: number;
  arranging: GridArranging;
  open: boolean;
  onOpen(open: boolean): void;
}

/** The button of a column's head, which says how it is sorted and filtered, and the menu behind it. */
export function HeaderMenu({ column, index, arranging, open, onOpen }: HeaderMenuProps) {
  const { query } = arranging;
  const sorted = query.sort?.column === column.name ? query.sort.direction : null;
  const filtered = query.filters.some((filter) => filter.column === column.name);
  const button = (
    <button
      type="button"
      tabIndex={-1}
      className={css.button}
      data-on={sorted !== null || filtered || undefined}
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-label={t('Sort and filter by {{column}}', { column: column.name })}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => onOpen(!open)}
    >
      {sorted === 'ascending' && <IconArrowUp size={13} aria-hidden />}
      {sorted === 'descending' && <IconArrowDown size={13} aria-hidden />}
      {filtered && <IconFilter size={13} aria-hidden />}
      {!sorted && !filtered && <IconChevronDown size={13} aria-hidden />}
    </button>
  );
  if (!open) return button;
  return (
    <Popover opened onChange={onOpen} position="bottom-end" width={272} trapFocus returnFocus={false} withinPortal closeOnEscape={false}>
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown className={css.menu ?? ''} aria-label={t('Sort and filter by {{column}}', { column: column.name })}>
        <Menu column={column} index={index} arranging={arranging} sorted={sorted} onClose={() => onOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface MenuProps extends Pick<HeaderMenuProps, 'column' | 'index' | 'arranging'> {
  sorted: GridSort['direction'] | null;
  onClose(): void;
}

function Menu({ column, index, arranging, sorted, onClose }: MenuProps) {
  const { query, onQuery, whole } = arranging;
  const name = useId();
  const filter = query.filters.find((one) => one.column === column.name) ?? null;
  const ways = [
    { way: 'ascending', label: t('Ascending') },
    { way: 'descending', label: t('Descending') },
    { way: null, label: t('Not sorted') },
  ] as const;
  const alone = (event: SyntheticEvent) => event.stopPropagation();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and clicks in the menu are not for the grid behind it
    <div
      onPointerDown={alone}
      onDoubleClick={alone}
      onCopy={alone}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
      }}
    >
      <fieldset className={css.ways}>
        <legend>{t('Order by {{column}}', { column: column.name })}</legend>
        {ways.map(({ way, label }) => (
          <label key={label} data-on={sorted === way || undefined}>
            <input
              type="radio"
              name={name}
              checked={sorted === way}
              data-autofocus={sorted === way || undefined}
              onChange={() => onQuery({ ...query, sort: way ? { column: column.name, direction: way } : null })}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <FilterForm
        key={filter?.test === 'one-of' ? 'values' : 'test'}
        column={column}
        filter={filter}
        onFilter={(next) => {
          onQuery(withFilter(query, column.name, next));
          onClose();
        }}
      />
      <ValueChoice content={whole} column={index} filter={filter} onFilter={(next) => onQuery(withFilter(query, column.name, next))} />
    </div>
  );
}
