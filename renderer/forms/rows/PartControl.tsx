import { useId } from 'react';
import type { FormField, RowPart } from '../../../core/catalog/form.ts';
import type { Problem } from '../../../core/flow/flow.ts';
import { t } from '../../i18n/i18n.ts';
import { PART_WIDGETS } from '../part-widgets.ts';
import { problemsIn } from '../SettingField.tsx';
import type { FormContext } from '../widget.ts';
import { partAt } from './row-edit.ts';

interface PartControlProps {
  list: FormField;
  index: number;
  part: RowPart;
  /** "case 2". */
  name: string;
  value: unknown;
  context: FormContext;
  problems: readonly Problem[];
  onChange(key: string, value: unknown): void;
}

/** One part of an entry without a frame: its label is there for who cannot see where it stands. */
export function PartControl({ list, index, part, name, value, context, problems, onChange }: PartControlProps) {
  const id = useId();
  const field = partAt(list, index, part);
  const { component: Widget } = PART_WIDGETS[part.widget];
  return (
    <>
      <label id={`${id}-label`} htmlFor={id} className="visually-hidden">
        {t('{{label}} of {{name}}', { label: part.label, name })}
      </label>
      <Widget
        id={id}
        labelId={`${id}-label`}
        describedBy={undefined}
        value={value}
        onChange={(next: unknown) => onChange(part.field, next)}
        field={field}
        context={context}
        problems={problemsIn(problems, field.field)}
        compact
      />
    </>
  );
}
