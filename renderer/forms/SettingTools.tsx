import { IconHelp, IconRestore } from '@tabler/icons-react';
import type { FormField } from '../../core/catalog/form.ts';
import { t } from '../i18n/i18n.ts';
import { settingAt } from './config-path.ts';
import { canGoBack, defaultWords } from './default-words.ts';
import css from './form.module.css';
import type { FormContext } from './widget.ts';

interface SettingToolsProps {
  field: FormField;
  /** Says of which setting these are, so that the names of the buttons need not. */
  labelId: string;
  value: unknown;
  context: FormContext;
}

/** Beside a label: what the default is when the setting is another, the way back to it, and the help of the setting. */
export function SettingTools({ field, labelId, value, context }: SettingToolsProps) {
  const begins = settingAt(context.defaults, field.field);
  const usual = defaultWords(field, begins);
  const changed = canGoBack(field, value, context.config, context.defaults);
  const label = usual === null ? t('Empty it') : t('Back to the default: {{usual}}', { usual });
  return (
    <span className={css.tools}>
      {changed && (
        <button
          type="button"
          className={css.reset}
          data-usual={usual === null ? undefined : true}
          tabIndex={usual === null ? -1 : undefined}
          aria-label={label}
          aria-describedby={labelId}
          title={label}
          onClick={(event) => {
            const frame = event.currentTarget.closest<HTMLElement>('[data-setting]');
            context.reset([field.field], field.label);
            frame?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea, button')?.focus();
          }}
        >
          {usual !== null && <span className={css.usual}>{t('default: {{usual}}', { usual })}</span>}
          <IconRestore size={13} aria-hidden />
        </button>
      )}
      <button
        type="button"
        className={css.ask}
        tabIndex={-1}
        aria-label={t('Explain this setting')}
        aria-describedby={labelId}
        title={t('Explain this setting (F1)')}
        onClick={() => context.showHelp(field.field)}
      >
        <IconHelp size={14} aria-hidden />
      </button>
    </span>
  );
}
