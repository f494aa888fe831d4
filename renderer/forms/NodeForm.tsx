import { IconRestore } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { FormField, FormSection } from '../../core/catalog/form.ts';
import { t } from '../i18n/i18n.ts';
import { settingAt } from './config-path.ts';
import { changedIn, isShown } from './default-words.ts';
import { FoldedSection } from './FoldedSection.tsx';
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
  const all = useMemo(() => said.flatMap(({ fields }) => fields), [said]);
  return (
    <div className={css.form}>
      {said.map((section, i) => {
        const fields = section.fields.filter((field) => isShown(field, context.config, all));
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
        const changed = changedIn(section, context.config, context.defaults, all);
        if (!section.advanced)
          return (
            <section key={title || i} className={css.section} aria-label={title || t('Settings')}>
              {title && (
                <div className={css.sectionHead}>
                  <h3 className={css.sectionTitle}>{title}</h3>
                  <ResetSection title={title} changed={changed} context={context} />
                </div>
              )}
              {body}
            </section>
          );
        const name = title || t('Advanced');
        const wrong = fields.some((field) => problemsIn(context.problems, field.field).some((problem) => problem.severity === 'error'));
        return (
          <FoldedSection
            key={title || i}
            id={`settings:${sections[i]?.title ?? ''}`}
            forced={wrong}
            summary={
              <>
                {name}
                {changed.length > 0 && (
                  <small className={css.set} title={changed.map((field) => field.label).join(', ')}>
                    {t('{{count}} set', { count: changed.length })}
                  </small>
                )}
              </>
            }
          >
            <div className={css.section}>
              {body}
              <ResetSection title={name} changed={changed} context={context} />
            </div>
          </FoldedSection>
        );
      })}
    </div>
  );
}

/** Gives all settings of a section their defaults again; there only while one of them is another. */
function ResetSection({ title, changed, context }: { title: string; changed: readonly FormField[]; context: FormContext }) {
  if (changed.length === 0) return null;
  const label = t('All of {{section}} back to the defaults', { section: title });
  return (
    <button
      type="button"
      className={css.reset}
      data-section
      aria-label={label}
      title={`${label}: ${changed.map((field) => field.label).join(', ')}`}
      onClick={() =>
        context.reset(
          changed.map((field) => field.field),
          title,
        )
      }
    >
      <span>{t('Defaults')}</span>
      <IconRestore size={13} aria-hidden />
    </button>
  );
}
