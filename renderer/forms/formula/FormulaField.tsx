import { arrivingAt, sampleAt, type WidgetProps } from '../widget.ts';
import { FormulaEditor } from './FormulaEditor.tsx';

/** A formula over the arriving fields, with its result on the sample while it is typed. */
export function FormulaField({ id, value, onChange, field, context, describedBy }: WidgetProps<string>) {
  return (
    <FormulaEditor
      id={id}
      label={field.label}
      value={value}
      onChange={onChange}
      fields={arrivingAt(context, field.port)}
      sample={sampleAt(context, field.port)}
      zone={context.zone}
      placeholder={field.placeholder}
      describedBy={describedBy}
    />
  );
}
