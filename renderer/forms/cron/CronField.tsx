import { t, text, told } from '../../i18n/i18n.ts';
import { settingAt } from '../config-path.ts';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';
import { DueTimes, useDueTimes } from './DueTimes.tsx';

const PRESETS = [
  { label: text('Working days at 01:00'), value: '0 1 * * 1-5' },
  { label: text('Every day at 06:00'), value: '0 6 * * *' },
  { label: text('Every hour'), value: '0 * * * *' },
  { label: text('Every 15 minutes'), value: '*/15 * * * *' },
  { label: text('Mondays at 07:30'), value: '30 7 * * 1' },
  { label: text('First of the month at 02:00'), value: '0 2 1 * *' },
  { label: text('Last of the month at 18:00'), value: '0 18 L * *' },
];

/** Times to run at, as a cron expression that is put into words, with the next ten times. */
export function CronField({ id, value, onChange, field, context, describedBy, problems }: WidgetProps<string>) {
  const zone = String(settingAt(context.config, field.dependsOn ?? 'zone') ?? context.zone);
  const info = useDueTimes(context, value, zone);
  return (
    <>
      <span className={css.line}>
        <input
          id={id}
          className={`${css.input} ${css.mono}`}
          value={value}
          placeholder={field.placeholder}
          spellCheck={false}
          aria-describedby={describedBy}
          aria-invalid={problems.length > 0 || info?.valid === false}
          onChange={(event) => onChange(event.target.value)}
        />
        <select
          className={css.select}
          style={{ width: 128, flex: 'none' }}
          aria-label={t('Usual times')}
          value=""
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="" disabled>
            {t('Usual times')}
          </option>
          {PRESETS.map((preset) => (
            <option key={preset.value} value={preset.value}>
              {told(preset.label)}
            </option>
          ))}
        </select>
      </span>
      <DueTimes info={info} zone={zone} hasProblem={problems.length > 0} />
    </>
  );
}
