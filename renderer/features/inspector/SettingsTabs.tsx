import type { KeyboardEvent } from 'react';
import { t } from '../../i18n/i18n.ts';
import css from './inspector.module.css';

type Tab = 'settings' | 'help';

/** Settings or help; arrows move between the two. */
export function SettingsTabs({ value, onChange }: { value: Tab; onChange(tab: Tab): void }) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    onChange(value === 'settings' ? 'help' : 'settings');
    const other = event.currentTarget.querySelector<HTMLElement>('[aria-selected="false"]');
    other?.focus();
  };
  return (
    <div role="tablist" aria-label={t('Settings or help')} className={css.tabs} onKeyDown={onKeyDown}>
      {(['settings', 'help'] as const).map((tab) => (
        <button key={tab} type="button" role="tab" aria-selected={tab === value} tabIndex={tab === value ? 0 : -1} onClick={() => onChange(tab)}>
          {tab === 'settings' ? 'Settings' : 'Help'}
        </button>
      ))}
    </div>
  );
}
