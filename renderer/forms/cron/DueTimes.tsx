import { useEffect, useState } from 'react';
import { catalog } from '../../../core/nodes/index.ts';
import { api } from '../../api/client.ts';
import { language, locale, t, told } from '../../i18n/i18n.ts';
import css from '../form.module.css';
import type { FormContext } from '../widget.ts';
import cronCss from './cron.module.css';

type CronInfo = Awaited<ReturnType<typeof api.design.cron>>;

const WAIT_MS = 150;

/** What a schedule comes to with all its settings: in words, with the next ten times and those that fall on days off. */
export function DueTimes({ info, zone, hasProblem }: { info: CronInfo | null; zone: string; hasProblem: boolean }) {
  return (
    <div aria-live="polite">
      {info?.valid && (
        <div className={cronCss.next}>
          {info.words !== '' && <b>{info.words}</b>}
          <ol aria-label={t('The next times')}>
            {info.next.map((at) => (
              <li key={at}>{inZone(at, zone)}</li>
            ))}
          </ol>
          {info.moved.length > 0 && (
            <ul aria-label={t('Times on days off')}>
              {info.moved.map(({ from, at }) => (
                <li key={from}>
                  {at === null
                    ? t('{{when}} is a day off: left out', { when: inZone(from, zone) })
                    : t('{{when}} is a day off: {{moved}} instead', { when: inZone(from, zone), moved: inZone(at, zone) })}
                </li>
              ))}
            </ul>
          )}
          <span className={css.note}>{t('{{zone}} time', { zone: zone.replaceAll('_', ' ') })}</span>
        </div>
      )}
      {info && !info.valid && !hasProblem && (
        <p className={css.problem}>{info.error === undefined ? t('These are not times that can be read.') : told(info.error)}</p>
      )}
    </div>
  );
}

function inZone(at: number, zone: string): string {
  return new Intl.DateTimeFormat(locale(), {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

/** Asks when the step would fire under all its settings; `expression` and `zone` as they are being typed. */
export function useDueTimes(context: Pick<FormContext, 'node' | 'config'>, expression: string, zone: string): CronInfo | null {
  const [info, setInfo] = useState<CronInfo | null>(null);
  const spec = catalog.get(context.node.kind);
  const config = spec?.config.safeParse(context.config);
  const settings = config?.success ? spec?.starts?.(config.data) : null;
  const { calendar, monthly } = settings?.on === 'due' ? settings : {};
  const asked = JSON.stringify({ expression, zone, calendar, monthly, language: language() });
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      api.design.cron(JSON.parse(asked) as Parameters<typeof api.design.cron>[0]).then(
        (answer) => !gone && setInfo(answer),
        () => !gone && setInfo(null),
      );
    }, WAIT_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return info;
}
