import { useId, useRef, useState } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import type { Arriving } from '../widget.ts';
import { CompletionList } from './CompletionList.tsx';
import { colourFormula, markProblems } from './colours.ts';
import { FormulaResult } from './FormulaResult.tsx';
import css from './formula.module.css';
import { useChecked } from './useChecked.ts';
import { useCompletion } from './useCompletion.ts';

/** What a formula begins with: an empty text, which typing replaces. */
export const NO_FORMULA = '""';

interface FormulaEditorProps {
  id?: string;
  label: string;
  value: string;
  onChange(formula: string): void;
  fields: Arriving;
  sample: Sample | null;
  zone: string;
  placeholder?: string | undefined;
  describedBy?: string | undefined;
}

/** One line that grows with the formula: coloured, completed, checked and evaluated while it is typed. */
export function FormulaEditor({ id, label, value, onChange, fields, sample, zone, placeholder, describedBy }: FormulaEditorProps) {
  const listId = useId();
  const sayId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [focused, setFocused] = useState(false);
  const checked = useChecked(value, fields);
  const completion = useCompletion({ text: value, caret, fields, focused });
  const problems = [...(checked?.errors ?? []), ...(checked?.warnings ?? [])];
  const parts = markProblems(colourFormula(value), problems);

  const accept = (index: number) => {
    const done = completion.accept(index);
    if (!done) return;
    onChange(done.text);
    setCaret(done.caret);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(done.caret, done.caret);
    });
  };
  return (
    <div className={css.formula}>
      <div className={css.editor} data-wrong={(checked?.errors.length ?? 0) > 0 || undefined}>
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
          aria-describedby={[describedBy, sayId].filter(Boolean).join(' ')}
          aria-invalid={(checked?.errors.length ?? 0) > 0}
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
          value={value}
          onChange={(event) => {
            onChange(event.target.value);
            setCaret(event.target.selectionStart);
            completion.typed();
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onFocus={({ currentTarget }) => {
            setFocused(true);
            if (value === NO_FORMULA) requestAnimationFrame(() => currentTarget.select());
          }}
          onBlur={() => setFocused(false)}
          onKeyDown={(event) => {
            const asked = completion.key(event.key, event.ctrlKey);
            if (asked === 'accept') accept(completion.active);
            if (asked || (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey)) event.preventDefault();
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
          onAccept={accept}
        />
      </div>
      <FormulaResult id={sayId} formula={value} checked={checked} sample={sample} zone={zone} help={focused ? completion.signature : null} />
    </div>
  );
}
