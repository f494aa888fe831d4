import { ProblemLines } from '../FieldFrame.tsx';
import type { EntryProps } from './entry.ts';
import { PartControl } from './PartControl.tsx';
import { isPartShown, problemsOfRow } from './row-edit.ts';
import css from './rows.module.css';

/** An entry in one line, its problems below. */
export function RowLine({ row, index, name, list, parts, context, problems, grip, remove, onChange }: EntryProps) {
  return (
    <>
      <div className={css.controls}>
        {grip}
        {parts.map((part) => (
          <span key={part.field} className={css.cell} data-narrow={part.widget === 'switch' || undefined}>
            {isPartShown(part, row, context.config) && (
              <PartControl
                list={list}
                index={index}
                part={part}
                name={name}
                value={row[part.field]}
                context={context}
                problems={problems}
                onChange={onChange}
              />
            )}
          </span>
        ))}
        {remove}
      </div>
      <ProblemLines problems={problemsOfRow(problems, `${list.field}.${index}`, [])} />
    </>
  );
}
