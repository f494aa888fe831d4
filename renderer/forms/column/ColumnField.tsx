import { FieldPicker } from '../FieldPicker.tsx';
import { arrivingAt, type WidgetProps } from '../widget.ts';

/** One arriving field. */
export function ColumnField({ id, value, onChange, field, context, describedBy, problems, compact = false }: WidgetProps<string>) {
  return (
    <FieldPicker
      id={id}
      fields={arrivingAt(context, field.port)}
      value={value}
      onChange={onChange}
      placeholder={field.placeholder}
      invalid={problems.length > 0}
      describedBy={describedBy}
      size={compact ? 'small' : 'normal'}
    />
  );
}
