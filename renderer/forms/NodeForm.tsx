import { useId } from 'react';
import type { FormField, FormSection } from '../../core/catalog/form.ts';
import type { Problem } from '../../core/flow/flow.ts';
import { settingAt } from './config-path.ts';
import { FieldFrame } from './FieldFrame.tsx';
import css from './form.module.css';
import type { FormContext } from './widget.ts';
import { WIDGETS } from './widgets.ts';

interface NodeFormProps {
  sections: readonly FormSection[];
  context: FormContext;
  /** Called with the path of a setting and its new value. */
  onChange(field: string, value: unknown): void;
}

/** All settings of a step, as its kind lays them out. Advanced sections are folded until asked for, or until something in them is wrong. */
export function NodeForm({ sections, context, onChange }: NodeFormProps) {
  return (
    <div className={css.form}>
      {sections.map((section, i) => {
        const fields = section.fields.filter((field) => isShown(field, context.config));
        if (fields.length === 0) return null;
        const body = fields.map((field) => <SettingField key={field.field} field={field} context={context} onChange={onChange} />);
        const title = section.title ?? '';
        if (!section.advanced)
          return (
            <section key={title || i} className={css.section} aria-label={title || 'Settings'}>
              {title && <h3 className={css.sectionTitle}>{title}</h3>}
              {body}
            </section>
          );
        const wrong = fields.some((field) => problemsOf(field, context).some((problem) => problem.severity === 'error'));
        return (
          <details key={title || i} className={css.advanced} open={wrong || undefined}>
            <summary>{title || 'Advanced'}</summary>
            <div className={css.section}>{body}</div>
          </details>
        );
      })}
    </div>
  );
}

function SettingField({ field, context, onChange }: { field: FormField; context: FormContext; onChange(field: string, value: unknown): void }) {
  const id = useId();
  const { component: Widget, group, showsInner } = WIDGETS[field.widget];
  const problems = problemsOf(field, context);
  const own = problems.filter(showsInner ? (problem) => problem.field === field.field : (problem) => !isSaidByEditor(problem));
  const ids = { label: `${id}-label`, help: `${id}-help`, problems: `${id}-problems` };
  const describedBy = [field.help ? ids.help : '', own.length > 0 ? ids.problems : ''].filter(Boolean).join(' ');
  return (
    <div data-setting={field.field}>
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
      >
        <Widget
          id={id}
          labelId={ids.label}
          describedBy={describedBy === '' ? undefined : describedBy}
          value={settingAt(context.config, field.field)}
          onChange={(value: unknown) => onChange(field.field, value)}
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

function isShown({ visibleWhen }: FormField, config: Readonly<Record<string, unknown>>): boolean {
  return !visibleWhen || visibleWhen.is.includes(settingAt(config, visibleWhen.field) as string | boolean);
}

function problemsOf({ field }: FormField, context: FormContext) {
  return context.problems.filter((problem) => problem.field === field || problem.field?.startsWith(`${field}.`));
}
