import { type ReactNode, useEffect, useRef, useState } from 'react';
import styles from './PickMenu.module.css';

const WIDTH = 268;
const HEIGHT = 340;

export interface Pick {
  id: string;
  label: string;
  detail: string;
  icon: ReactNode;
}

interface PickMenuProps {
  /** Where on the screen it opens. */
  screen: { x: number; y: number };
  label: string;
  placeholder: string;
  searchLabel: string;
  listLabel: string;
  /** What is offered for the words that are typed. */
  picksFor(query: string): readonly Pick[];
  /** Said when nothing is offered. */
  none(query: string): string;
  onPick(id: string): void;
  onClose(): void;
}

/** A small list at a place of the canvas: typed into at once, chosen from with arrows and Enter or the mouse. Gives the focus back when it is left. */
export function PickMenu({ screen, label, placeholder, searchLabel, listLabel, picksFor, none, onPick, onClose }: PickMenuProps) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(document.activeElement);
  const picks = picksFor(query);
  const chosen = picks[active];
  const leave = useRef(onClose);
  leave.current = onClose;
  const close = () => {
    onClose();
    if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
  };
  useEffect(() => {
    const away = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) leave.current();
    };
    document.addEventListener('pointerdown', away, true);
    return () => document.removeEventListener('pointerdown', away, true);
  }, []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter') chosen && onPick(chosen.id);
    else if (event.key === 'ArrowDown') setActive((now) => Math.min(now + 1, picks.length - 1));
    else if (event.key === 'ArrowUp') setActive((now) => Math.max(now - 1, 0));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const left = Math.max(8, Math.min(screen.x + 8, window.innerWidth - WIDTH - 8));
  const top = Math.max(8, Math.min(screen.y - 20, window.innerHeight - HEIGHT - 8));
  return (
    <div ref={box} className={styles.menu} style={{ left, top, width: WIDTH }} role="dialog" aria-label={label} onKeyDown={onKeyDown}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the menu was asked for by a gesture and is typed into at once
        autoFocus
        className={styles.search}
        placeholder={placeholder}
        aria-label={searchLabel}
        role="combobox"
        aria-expanded="true"
        aria-controls="pick-menu-list"
        aria-activedescendant={chosen ? `pick-${chosen.id}` : undefined}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
      />
      <div className={styles.list} role="listbox" id="pick-menu-list" aria-label={listLabel}>
        {picks.map((pick, i) => (
          <div
            key={pick.id}
            id={`pick-${pick.id}`}
            role="option"
            aria-selected={i === active}
            tabIndex={-1}
            className={styles.option}
            onPointerMove={() => setActive(i)}
            onClick={() => onPick(pick.id)}
            onKeyDown={onKeyDown}
            ref={i === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
          >
            {pick.icon}
            <span>
              <b title={pick.label}>{pick.label}</b>
              <small>{pick.detail}</small>
            </span>
          </div>
        ))}
        {picks.length === 0 && <p className={styles.none}>{none(query)}</p>}
      </div>
    </div>
  );
}
