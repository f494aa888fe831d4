import { useEffect, useRef, useState } from 'react';
import { type ChoiceRequest, useCanvasDoor } from '../../state/canvas-door.ts';
import styles from './PickMenu.module.css';

const WIDTH = 320;
const HEIGHT = 300;

/** Lets one of several things be chosen that a gesture can mean: which link, which step inside a group. */
export function ChoiceMenu() {
  const request = useCanvasDoor((state) => state.choosing);
  return request ? <OpenChoiceMenu key={`${request.screen.x} ${request.screen.y}`} request={request} /> : null;
}

function OpenChoiceMenu({ request: { screen, title, choices } }: { request: ChoiceRequest }) {
  const [active, setActive] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(document.activeElement);
  const close = () => {
    useCanvasDoor.setState({ choosing: null });
    if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
  };
  const take = (choice: ChoiceRequest['choices'][number] | undefined) => {
    if (!choice) return;
    useCanvasDoor.setState({ choosing: null });
    choice.choose();
  };
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
    const away = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) useCanvasDoor.setState({ choosing: null });
    };
    document.addEventListener('pointerdown', away, true);
    return () => document.removeEventListener('pointerdown', away, true);
  }, []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter') take(choices[active]);
    else if (event.key === 'ArrowDown') setActive((now) => Math.min(now + 1, choices.length - 1));
    else if (event.key === 'ArrowUp') setActive((now) => Math.max(now - 1, 0));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const left = Math.max(8, Math.min(screen.x, window.innerWidth - WIDTH - 8));
  const top = Math.max(8, Math.min(screen.y, window.innerHeight - HEIGHT - 8));
  return (
    <div role="dialog" aria-label={title} className={styles.menu} style={{ left, top, width: WIDTH }}>
      <h2 className={styles.title}>{title}</h2>
      <div
        ref={box}
        className={styles.list}
        role="listbox"
        aria-label={title}
        tabIndex={0}
        aria-activedescendant={choices[active] ? `choice-${choices[active].id}` : undefined}
        onKeyDown={onKeyDown}
      >
        {choices.map((choice, i) => (
          <div
            key={choice.id}
            id={`choice-${choice.id}`}
            role="option"
            aria-selected={i === active}
            tabIndex={-1}
            className={`${styles.option} ${styles.choice}`}
            onPointerMove={() => setActive(i)}
            onClick={() => take(choice)}
            onKeyDown={onKeyDown}
            ref={i === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
          >
            <span>
              <b>{choice.label}</b>
              {choice.detail && <small>{choice.detail}</small>}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
