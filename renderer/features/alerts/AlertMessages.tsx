import { Button } from '@mantine/core';
import type { AlertMessage } from '../../../core/api/alert-models.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { sayFailed } from '../../ui/say.ts';
import { useNow } from '../../ui/useNow.ts';
import { formatMoment } from '../../ui/words.ts';
import css from './alerts.module.css';
import { ABOUT_WORDS, MESSAGE_WORDS } from './kind-words.ts';

/** Who was told of an incident, with every try. */
export function AlertMessages({ messages }: { messages: readonly AlertMessage[] }) {
  const zone = useWorkspace(zoneOf);
  const now = useNow();
  const at = (instant: number) => formatMoment(instant, zone, now);
  const again = async (messageId: string) => {
    try {
      await api.alerts.sendAgain({ messageId });
    } catch (reason) {
      sayFailed(t('The message could not be sent again'), toReport(reason));
    }
  };
  return (
    <section className={css.card} aria-label={t('Messages')}>
      <h2>{t('Messages')}</h2>
      {messages.length === 0 && <p className={css.quiet}>{t('Nobody is told of this: no channel is set for it.')}</p>}
      <ul className={css.messages}>
        {messages.map(({ messageId, about, channelName, state, createdAt, dueAt, answer, attempts }) => (
          <li key={messageId} data-state={state}>
            <b>{channelName}</b>
            <span>
              {told(ABOUT_WORDS[about] ?? '')}: {told(MESSAGE_WORDS[state] ?? '')}
            </span>
            <span className={css.quiet}>{at(attempts.at(-1)?.at ?? createdAt)}</span>
            {(answer || dueAt !== null || attempts.length > 1) && (
              <p className={css.quiet}>
                {[
                  ...(answer ? [told(answer)] : []),
                  ...(attempts.length > 1 ? [t('{{count}} tries', { count: attempts.length })] : []),
                  ...(dueAt !== null && attempts.length > 0 ? [t('again {{when}}', { when: at(dueAt) })] : []),
                ].join(' · ')}
              </p>
            )}
            {(state === 'failed' || state === 'unknown') && (
              <Button size="compact-xs" variant="default" onClick={() => void again(messageId)}>
                {t('Send again')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
