import { Popover } from '@mantine/core';
import { type KeyboardEvent, type SyntheticEvent, useId } from 'react';
import { t } from '../../i18n/i18n.ts';
import type { CellSelection } from './cell-selection.ts';
import { type CopyFormat, type CopyRange, rangeOf, wholeOf } from './copy-text.ts';
import css from './data-grid.module.css';
import type { GridContent } from './grid-column.ts';

interface CopyMenuProps {
  /** Where it opens, in the grid's box. */
  at: { x: number; y: number };
  content: GridContent;
  selection: CellSelection | null;
  onCopy(range: CopyRange, format: CopyFormat): void;
  onClose(): void;
}

/** What of the records is copied, and as what. */
export function CopyMenu({ at, content, selection, onCopy, onClose }: CopyMenuProps) {
  const selected = selection ? rangeOf(selection) : null;
  const alone = (event: SyntheticEvent) => event.stopPropagation();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    event.stopPropagation();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
    }
    if (step === 0) return;
    event.preventDefault();
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    items[(items.indexOf(document.activeElement as HTMLElement) + step + items.length) % items.length]?.focus();
  };
  return (
    <Popover
      opened
      onChange={(open) => open || onClose()}
      position="bottom-start"
      trapFocus
      returnFocus={false}
      hideDetached={false}
      closeOnEscape={false}
      withRoles={false}
    >
      <Popover.Target>
        <span className={css.copyAt} style={{ left: at.x, top: at.y }} />
      </Popover.Target>
      <Popover.Dropdown className={css.copyMenu ?? ''}>
        <div role="menu" tabIndex={-1} aria-label={t('Copy records')} onPointerDown={alone} onKeyDown={onKeyDown}>
          {selected && (
            <CopyGroup
              label={t('The selection, {{rows}} × {{columns}} cells', { rows: selected.end - selected.top, columns: selected.columns.length })}
              onCopy={(format) => onCopy(selected, format)}
            />
          )}
          <CopyGroup label={t('All {{all}} records shown here', { all: content.rowCount })} onCopy={(format) => onCopy(wholeOf(content), format)} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function CopyGroup({ label, onCopy }: { label: string; onCopy(format: CopyFormat): void }) {
  const id = useId();
  const formats: readonly { format: CopyFormat; label: string }[] = [
    { format: 'csv', label: t('Copy as CSV') },
    { format: 'json', label: t('Copy as JSON') },
    { format: 'tsv', label: t('Copy tab separated, for a spreadsheet') },
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a part of a menu, no part of a form
    <div role="group" aria-labelledby={id} className={css.copyGroup}>
      <p id={id}>{label}</p>
      {formats.map((one) => (
        <button
          key={one.format}
          type="button"
          role="menuitem"
          tabIndex={-1}
          data-autofocus={one.format === 'csv' || undefined}
          onClick={() => onCopy(one.format)}
        >
          {one.label}
        </button>
      ))}
    </div>
  );
}
