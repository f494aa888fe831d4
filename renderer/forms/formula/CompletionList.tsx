import { type RefObject, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Completion } from '../../../core/formula/completion.ts';
import { t } from '../../i18n/i18n.ts';
import { FieldTypeIcon } from '../../ui/FieldTypeIcon.tsx';
import type { Arriving } from '../widget.ts';
import css from './formula.module.css';

interface CompletionListProps {
  id: string;
  items: readonly Completion[];
  active: number;
  fields: Arriving;
  anchor: RefObject<HTMLTextAreaElement | null>;
  caret: number;
  text: string;
  /** The text has many lines and large letters: the list stands below the line of the caret. */
  large?: boolean;
  onAccept(index: number): void;
}

const LETTER = 6.9;
const LARGE = { letter: 8.4, line: 22, padding: 8 };

/** What can stand at the caret: fields with a value seen in them, functions with what they do. */
export function CompletionList({ id, items, active, fields, anchor, caret, text, large = false, onAccept }: CompletionListProps) {
  const current = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  const shown = items.length > 0;
  useEffect(() => {
    const box = shown ? anchor.current?.getBoundingClientRect() : undefined;
    const column = Math.min(caret - (text.lastIndexOf('\n', caret - 1) + 1), large ? 80 : 40);
    const lines = text.slice(0, caret).split('\n').length;
    const bottom = box && (large ? box.top + LARGE.padding + lines * LARGE.line : box.bottom);
    const left = (box?.left ?? 0) + column * (large ? LARGE.letter : LETTER);
    setPlace(bottom === undefined ? null : { left: Math.min(left, window.innerWidth - 380), top: Math.min(bottom + 4, window.innerHeight - 260) });
  }, [shown, anchor, caret, text, large]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when another item becomes the active one
  useEffect(() => void current.current?.scrollIntoView({ block: 'nearest' }), [active, items]);
  if (!shown || !place) return null;
  return createPortal(
    <div id={id} role="listbox" aria-label={t('What can stand here')} className={css.list} style={place}>
      {items.map((item, i) => (
        <div
          key={`${item.kind} ${item.label}`}
          id={`${id}-${i}`}
          ref={i === active ? current : undefined}
          role="option"
          aria-selected={i === active}
          tabIndex={-1}
          className={css.item}
          onPointerDown={(event) => {
            event.preventDefault();
            onAccept(i);
          }}
        >
          {item.kind === 'field' ? (
            <FieldTypeIcon type={fields?.find((field) => field.name === item.label)?.type ?? 'any'} />
          ) : (
            <span className={css.fx}>ƒ</span>
          )}
          <span className={css.itemLabel}>{item.label}</span>
          <span className={css.itemDetail}>{item.detail}</span>
        </div>
      ))}
      {items[active]?.help && <p className={css.itemHelp}>{items[active].help}</p>}
    </div>,
    document.body,
  );
}
