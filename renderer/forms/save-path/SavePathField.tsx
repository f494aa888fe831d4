import { useState } from 'react';
import { fillTemplate, isTemplate, TEMPLATE_PLACEHOLDERS } from '../../../core/base/name-template.ts';
import { t, told } from '../../i18n/i18n.ts';
import css from '../form.module.css';
import { PathInput } from '../path/PathInput.tsx';
import { restingPlace } from '../path/path-parts.ts';
import type { FormContext, WidgetProps } from '../widget.ts';

/** A file to write. Placeholders are offered, and what they would give now is shown. */
export function SavePathField(props: WidgetProps<string>) {
  const { value, onChange, context, field } = props;
  const [now] = useState(() => Date.now());
  const example = isTemplate(value) ? fillNow(value, context, now) : null;
  const place = restingPlace(value, context.folder);
  return (
    <>
      <PathInput {...props} kind="save" />
      {field.help?.includes('{') && (
        <span className={css.actions}>
          {TEMPLATE_PLACEHOLDERS.filter(({ text }) => !text.includes('param')).map(({ text, meaning }) => (
            <button
              key={text}
              type="button"
              className={`${css.button} ${css.small} ${css.mono}`}
              title={t('Adds this to the name: {{meaning}}', { meaning: told(meaning) })}
              onClick={() => onChange(withPlaceholder(value, text))}
            >
              {text}
            </button>
          ))}
          {context.parameters.map(({ name, description }) => (
            <button
              key={name}
              type="button"
              className={`${css.button} ${css.small} ${css.mono}`}
              title={description ?? t('Parameter {{name}}', { name })}
              onClick={() => onChange(withPlaceholder(value, `{param.${name}}`))}
            >
              {`{param.${name}}`}
            </button>
          ))}
        </span>
      )}
      {example !== null && (
        <span className={css.result}>
          {t('Today:')} <b>{example}</b>
        </span>
      )}
      {place !== null && (
        <span className={css.place} title={place}>
          {t('In the folder')} <bdi>{place}</bdi>
        </span>
      )}
    </>
  );
}

/** Puts a placeholder before the file name's ending. */
export function withPlaceholder(path: string, placeholder: string): string {
  const dot = path.lastIndexOf('.');
  const slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return dot > slash + 1 ? `${path.slice(0, dot)}${placeholder}${path.slice(dot)}` : path + placeholder;
}

function fillNow(text: string, context: FormContext, now: number): string | null {
  const parameters = Object.fromEntries(context.parameters.map(({ name, value }) => [name, value]));
  try {
    return fillTemplate(text, { startedAt: now, zone: context.zone, runId: 'run-id', flowName: context.flowName, parameters });
  } catch {
    return null;
  }
}
