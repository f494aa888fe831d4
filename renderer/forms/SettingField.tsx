import { useId } from 'react';
import type { FormField } from '../../core/catalog/form.ts';
import type { Problem } from '../../core/flow/flow.ts';
import { canGoBack } from './default-words.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { SettingTools } from './SettingTools.tsx';
import type { FormContext, WidgetEntry } from './widget.ts';

interface SettingFieldProps {
  field: FormField;
  entry: WidgetEntry;
  value: unknown;
  context: FormContext;
  onChange(value: unknown, part?: string): void;
}

/** One setting in its frame: label, help, the widget, and what is wrong. */
export function SettingField({ field, entry, value, context, onChange }: SettingFieldProps) {
  const id = useId();
  const { component: Widget, group, showsInner } = entry;
  const problems = problemsIn(context.problems, field.field);
  const own = problems.filter(showsInner ? (problem) => problem.field === field.field : (problem) => !isSaidByEditor(problem));
  const ids = { label: `${id}-label`, help: `${id}-help`, problems: `${id}-problems` };
  const describedBy = [field.help ? ids.help : '', own.length > 0 ? ids.problems : ''].filter(Boolean).join(' ');
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key !== 'Delete' || !event.altKey || !(event.target instanceof Element)) return;
    if (event.target.closest('[data-setting]') !== event.currentTarget || !canGoBack(field, value, context.config, context.defaults)) return;
    event.preventDefault();
    context.reset([field.field], field.label);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a key in any control of the setting; each of them is interactive itself
    <div data-setting={field.field} onKeyDown={onKeyDown}>
      <FieldFrame
        label={field.label}
        labelId={ids.label}
        {...(group ? {} : { htmlFor: id })}
        help={field.help}
        helpId={ids.help}
        problems={own}
        problemsId={ids.problems}
        beside={field.widget === 'switch'}
        helpFirst={group === true}
        tools={<SettingTools labelId={ids.label} field={field} value={value} context={context} />}
      >
        <Widget
          id={id}
          labelId={ids.label}
          describedBy={describedBy === '' ? undefined : describedBy}
          value={value}
          onChange={onChange}
          field={field}
          context={context}
          problems={problems}
        />
      </FieldFrame>
    </div>
  );
}

/** What is wrong in a formula is said by its editor, while it is typed. */
function isSaidByEditor({ code }: Problem): boolean {
  return code === 'wrong-formula';
}

/** Problems of a setting and of what is inside it. */
export function problemsIn(problems: readonly Problem[], field: string): readonly Problem[] {
  return problems.filter((problem) => problem.field === field || problem.field?.startsWith(`${field}.`));
}
