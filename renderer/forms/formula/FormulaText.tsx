import { type Ref, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { CheckedFormula } from '../../../core/formula/check.ts';
import type { SignatureHelp } from '../../../core/formula/completion.ts';
import type { Arriving } from '../widget.ts';
import { CompletionList } from './CompletionList.tsx';
import { colourFormula, markProblems } from './colours.ts';
import css from './formula.module.css';
import { useSaid } from './use-said.ts';
import { useCompletion } from './useCompletion.ts';

/** What a formula begins with: an empty text, which typing replaces. */
export const NO_FORMULA = '""';

/** What those around a formula's text may do to it. */
export interface FormulaTextHandle {
  /** Puts a text at the caret, or in the place of what is chosen; the caret goes behind it, or `back` letters before its end. */
  insert(text: string, back?: number): void;
  /** Puts the caret at a place. */
  goTo(start: number, end: number): void;
}

interface FormulaTextProps {
  id?: string | undefined;
  label: string;
  value: string;
  onChange(formula: string): void;
  fields: Arriving;
  checked: CheckedFormula | null;
  placeholder?: string | undefined;
  describedBy?: string | undefined;
  /** The call the caret stands in; null outside of any, and while the text has no focus. */
  onSignature?(help: SignatureHelp | null): void;
  /** Many lines: Enter begins a new one. */
  large?: boolean;
  handle?: Ref<FormulaTextHandle>;
}

/** The text of a formula: coloured, completed, and underlined where it is wrong, while it is typed. */
export function FormulaText({ id, label, value, onChange, fields, checked, placeholder, describedBy, onSignature, large = false, handle }: FormulaTextProps) {
  const listId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [focused, setFocused] = useState(false);
  const completion = useCompletion({ text: value, caret, fields, focused });
  const problems = [...(checked?.errors ?? []), ...(checked?.warnings ?? [])];
  const parts = markProblems(colourFormula(value), problems);
  useSaid(completion.signature, onSignature);

  const goTo = (start: number, end: number) => {
    setCaret(end);
    area.current?.focus();
    area.current?.setSelectionRange(start, end);
  };
  // The caret is put behind a text in the moment in which that stands there: the next key may follow at once.
  const coming = useRef<{ text: string; caret: number } | null>(null);
  useLayoutEffect(() => {
    if (coming.current?.text !== value) return;
    goTo(coming.current.caret, coming.current.caret);
    coming.current = null;
  });
  const put = (text: string, at: number) => {
    if (text === value) return goTo(at, at);
    coming.current = { text, caret: at };
    onChange(text);
  };
  useImperativeHandle(handle, () => ({
    insert(text, back = 0) {
      const box = area.current;
      if (!box) return;
      const [start, end] = value === NO_FORMULA ? [0, value.length] : [box.selectionStart, box.selectionEnd];
      put(value.slice(0, start) + text + value.slice(end), start + text.length - back);
    },
    goTo,
  }));
  const accept = (index: number) => {
    const done = completion.accept(index);
    if (done) put(done.text, done.caret);
  };
  return (
    <div className={css.editor} data-wrong={(checked?.errors.length ?? 0) > 0 || undefined} data-large={large || undefined}>
      <pre aria-hidden className={css.colours}>
        {parts.map((part) => (
          <span key={part.start} data-colour={part.colour} data-wrong={part.wrong || undefined}>
            {part.text}
          </span>
        ))}
        {'\u200b'}
      </pre>
      <textarea
        ref={area}
        id={id}
        className={css.text}
        rows={1}
        aria-label={id === undefined ? label : undefined}
        aria-haspopup="listbox"
        aria-controls={completion.items.length > 0 ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={completion.items.length > 0 ? `${listId}-${completion.active}` : undefined}
        aria-describedby={describedBy}
        aria-invalid={(checked?.errors.length ?? 0) > 0}
        spellCheck={false}
        autoComplete="off"
        placeholder={placeholder}
        value={value}
        data-autofocus={large || undefined}
        onChange={(event) => {
          coming.current = null;
          onChange(event.target.value);
          setCaret(event.target.selectionStart);
          completion.typed();
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onFocus={({ currentTarget }) => {
          setFocused(true);
          // After the click has put its caret; not when something was typed by then.
          if (value === NO_FORMULA) requestAnimationFrame(() => currentTarget.value === NO_FORMULA && currentTarget.select());
        }}
        onBlur={() => setFocused(false)}
        onKeyDown={(event) => {
          const asked = completion.key(event.key, event.ctrlKey);
          if (asked === 'accept') accept(completion.active);
          if (asked || (!large && event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey)) event.preventDefault();
          if (asked) event.stopPropagation();
        }}
      />
      <CompletionList
        id={listId}
        items={completion.items}
        active={completion.active}
        fields={fields}
        anchor={area}
        caret={caret}
        text={value}
        large={large}
        onAccept={accept}
      />
    </div>
  );
}
