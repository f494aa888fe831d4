import { Popover } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { useState } from 'react';
import type { FieldType } from '../../../core/base/field.ts';
import { t } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import { FormatList } from './FormatList.tsx';
import css from './format.module.css';
import type { FormatSubject } from './use-format-trial.ts';
import { isFormatted, USUAL_FORMS } from './usual-forms.ts';

interface FormatInputProps {
  label: string;
  type: FieldType;
  /** Empty: the form that is taken when none is named. */
  value: string;
  /** Values it is tried on; null where none are known. */
  subject: FormatSubject | null;
  invalid?: boolean;
  id?: string;
  describedBy?: string | undefined;
  onChange(format: string): void;
}

/** How dates, times or numbers are written: typed as a pattern, or chosen from usual ones by example. */
export function FormatInput({ label, type, value, subject, invalid = false, id, describedBy, onChange }: FormatInputProps) {
  const [open, setOpen] = useState(false);
  const usual = isFormatted(type) ? USUAL_FORMS[type][0] : undefined;
  return (
    <span className={css.input}>
      <input
        {...(id === undefined ? {} : { id })}
        className={`${formCss.input} ${formCss.small} ${formCss.mono}`}
        aria-label={label}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        title={value === '' ? t('How it is written. Empty: the usual form, {{form}}.', { form: usual?.example ?? '' }) : value}
        placeholder={usual?.format}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || !event.altKey) return;
          event.preventDefault();
          setOpen(true);
        }}
      />
      <Popover opened={open} onChange={setOpen} width={330} position="bottom-end" shadow="md" trapFocus returnFocus withinPortal>
        <Popover.Target>
          <button
            type="button"
            className={`${formCss.icon} ${css.open}`}
            aria-label={t('Usual forms for {{label}}', { label })}
            title={t('Choose by example')}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <IconListDetails size={14} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown p={0}>
          {isFormatted(type) && (
            <FormatList
              type={type}
              value={value}
              subject={subject}
              onChoose={(format) => {
                onChange(format);
                setOpen(false);
              }}
            />
          )}
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}
