import type { KeyboardEvent } from 'react';
import { t } from '../../i18n/i18n.ts';
import { formatCount } from '../words.ts';
import type { DrawerSide } from './drawer-side.ts';
import css from './record-drawer.module.css';

export interface TabChoice {
  side: DrawerSide;
  label: string;
  count?: number;
  /** There is something to worry about behind it. */
  bad?: boolean;
}

interface DrawerTabsProps {
  id: string;
  tabs: readonly TabChoice[];
  value: DrawerSide | null;
  onChange(side: DrawerSide): void;
}

/** The views of a step's data; arrows move between them. */
export function DrawerTabs({ id, tabs, value, onChange }: DrawerTabsProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = tabs.findIndex((tab) => tab.side === value);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(next.side);
    document.getElementById(`${id}-${next.side}`)?.focus();
  };
  if (tabs.length === 0) return <span className={css.title}>{t('Data')}</span>;
  return (
    <div role="tablist" aria-label={t('What to look at')} className={css.tabs} onKeyDown={onKeyDown}>
      {tabs.map((tab, i) => (
        <button
          key={tab.side}
          id={`${id}-${tab.side}`}
          type="button"
          role="tab"
          aria-selected={tab.side === value}
          tabIndex={tab.side === value || (value === null && i === 0) ? 0 : -1}
          className={css.tab}
          data-bad={tab.bad || undefined}
          onClick={() => onChange(tab.side)}
        >
          {tab.label}
          {tab.count !== undefined && <span className={css.count}>{formatCount(tab.count)}</span>}
        </button>
      ))}
    </div>
  );
}
