import { useMemo } from 'react';
import type { FormField, FormSection } from '../../core/catalog/form.ts';
import { t } from '../i18n/i18n.ts';
import { settingAt } from './config-path.ts';
import css from './form.module.css';
import { inWords } from './in-words.ts';
import { problemsIn, SettingField } from './SettingField.tsx';
import type { FormContext } from './widget.ts';
import { WIDGETS } from './widgets.ts';

interface NodeFormProps {
  sections: readonly FormSection[];
  context: FormContext;
  /** Called with the path of a setting and its new value; `part` names what within it changed, where the widget can tell. */
  onChange(field: string, value: unknown, part?: string): void;
}

/** All settings of a step, as its kind lays them out. Advanced sections are folded until asked for, or until something in them is wrong. */
export function NodeForm({ sections, context, onChange }: NodeFormProps) {
  const said = useMemo(() => inWords(sections), [sections]);
  return (
    <div className={css.form}>
      {said.map((section, i) => {
        const fields = section.fields.filter((field) => isShown(field, context.config));
        if (fields.length === 0) return null;
        const body = fields.map((field) => (
          <SettingField
            key={field.field}
            field={field}
            entry={WIDGETS[field.widget]}
            value={settingAt(context.config, field.field)}
            context={context}
            onChange={(value, part) => onChange(field.field, value, part)}
          />
        ));
        const title = section.title ?? '';
        if (!section.advanced)
          return (
            <section key={title || i} className={css.section} aria-label={title || t('Settings')}>
              {title && <h3 className={css.sectionTitle}>{title}</h3>}
              {body}
            </section>
          );
        const wrong = fields.some((field) => problemsIn(context.problems, field.field).some((problem) => problem.severity === 'error'));
        return (
          <details key={title || i} className={css.advanced} open={wrong || undefined}>
            <summary>{title || t('Advanced')}</summary>
            <div className={css.section}>{body}</div>
          </details>
        );
      })}
    </div>
  );
}

function isShown({ visibleWhen }: FormField, config: Readonly<Record<string, unknown>>): boolean {
  return !visibleWhen || visibleWhen.is.includes(settingAt(config, visibleWhen.field) as string | boolean);
}
