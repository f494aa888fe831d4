import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { settingAt } from '../config-path.ts';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';
import cronCss from './cron.module.css';

type CronInfo = Awaited<ReturnType<typeof api.design.cron>>;

const PRESETS = [
  { label: text('Working days at 01:00'), value: '0 1 * * 1-5' },
  { label: text('Every day at 06:00'), value: '0 6 * * *' },
  { label: text('Every hour'), value: '0 * * * *' },
  { label: text('Every 15 minutes'), value: '*/15 * * * *' },
  { label: text('Mondays at 07:30'), value: '30 7 * * 1' },
  { label: text('First of the month at 02:00'), value: '0 2 1 * *' },
];
const WAIT_MS = 150;

/** Times to run at, as a cron expression that is put into words, with the next five times. */
export function CronField({ id, value, onChange, field, context, describedBy, problems }: WidgetProps<string>) {
  const zone = String(settingAt(context.config, field.dependsOn ?? 'zone') ?? context.zone);
  const info = useCron(value, zone);
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
      <div aria-live="polite">
        {info?.valid && (
          <div className={cronCss.next}>
            <b>{info.words}</b>
            <ol>
              {info.next.slice(0, 5).map((at) => (
                <li key={at}>{inZone(at, zone)}</li>
              ))}
            </ol>
            <span className={css.note}>{t('{{zone}} time', { zone: zone.replaceAll('_', ' ') })}</span>
          </div>
        )}
        {info && !info.valid && problems.length === 0 && <p className={css.problem}>{info.error ?? t('These are not times that can be read.')}</p>}
      </div>
    </>
  );
}

function inZone(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(at);
}

function useCron(expression: string, zone: string): CronInfo | null {
  const [info, setInfo] = useState<CronInfo | null>(null);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      api.design.cron({ expression, zone }).then(
        (answer) => !gone && setInfo(answer),
        () => !gone && setInfo(null),
      );
    }, WAIT_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [expression, zone]);
  return info;
}
