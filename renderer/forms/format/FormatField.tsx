import type { FieldType } from '../../../core/base/field.ts';
import { settingAt } from '../config-path.ts';
import { arrivingAt, sampleAt, type WidgetProps } from '../widget.ts';
import { FormatCheck } from './FormatCheck.tsx';
import { FormatInput } from './FormatInput.tsx';
import { conversion } from './sample-values.ts';
import { useFormatSubject } from './use-format-subject.ts';

/** How the texts of a field are written, tried on the records that arrive. The type and the field are settings beside this one (`formatOf`). */
export function FormatField({ id, value, onChange, field, context, describedBy, problems }: WidgetProps<string>) {
  const beside = (name: string | undefined) =>
    name === undefined ? '' : String(settingAt(context.config, [...field.field.split('.').slice(0, -1), name].join('.')) ?? '');
  const type = beside(field.formatOf?.type) as FieldType;
  const name = beside(field.formatOf?.field);
  const sample = sampleAt(context, field.port);
  const from = arrivingAt(context, field.port)?.find((one) => one.name === name)?.type;
  const subject = useFormatSubject(conversion(from, type), sample, name, from, context.zone);
  return (
    <>
      <FormatInput
        id={id}
        label={field.label}
        type={type}
        value={value}
        subject={subject}
        invalid={problems.length > 0}
        describedBy={describedBy}
        onChange={onChange}
      />
      <FormatCheck value={value} subject={subject} onChange={onChange} />
    </>
  );
}
