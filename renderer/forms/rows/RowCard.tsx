import { ProblemLines } from '../FieldFrame.tsx';
import formCss from '../form.module.css';
import { PART_WIDGETS } from '../part-widgets.ts';
import { problemsIn, SettingField } from '../SettingField.tsx';
import type { EntryProps } from './entry.ts';
import { PartControl } from './PartControl.tsx';
import { isPartShown, partAt, problemsOfRow } from './row-edit.ts';
import css from './rows.module.css';

/** An entry as a card: its first part in the line of the handle, where it is short, and the others below, each in its frame. */
export function RowCard({ row, index, name, list, parts, context, problems, grip, remove, onChange }: EntryProps) {
  const at = `${list.field}.${index}`;
  const shown = parts.filter((part) => isPartShown(part, row, context.config));
  const [first] = shown;
  const head = first && PART_WIDGETS[first.widget].short && first.widget !== 'switch' ? first : undefined;
  // What the step made of the sample is not what one entry of it did.
  const inner = { ...context, outcome: null };
  return (
    <>
      <div className={formCss.row}>
        {grip}
        <span className={formCss.cell}>
          {head ? (
            <PartControl
              list={list}
              index={index}
              part={{ ...head, placeholder: head.placeholder ?? head.label }}
              name={name}
              value={row[head.field]}
              context={inner}
              problems={problems}
              onChange={onChange}
            />
          ) : (
            <span className={css.title}>{name}</span>
          )}
        </span>
        {remove}
      </div>
      {head && <ProblemLines problems={problemsIn(problems, `${at}.${head.field}`)} />}
      <div className={css.parts}>
        {shown
          .filter((part) => part !== head)
          .map((part) => (
            <div key={part.field} className={css.part} data-short={(PART_WIDGETS[part.widget].short && part.help === undefined) || undefined}>
              <SettingField
                field={partAt(list, index, part)}
                entry={PART_WIDGETS[part.widget]}
                value={row[part.field]}
                context={inner}
                onChange={(next) => onChange(part.field, next)}
              />
            </div>
          ))}
      </div>
      <ProblemLines
        problems={problemsOfRow(
          problems,
          at,
          shown.map((part) => partAt(list, index, part)),
        )}
      />
    </>
  );
}
