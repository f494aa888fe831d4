import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { IncidentDetail } from '../../../core/api/alert-models.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t, told } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { sayFailed } from '../../ui/say.ts';
import { useNow } from '../../ui/useNow.ts';
import { formatMoment } from '../../ui/words.ts';
import { stateOf, stateWords } from './AlertList.tsx';
import { AlertMessages } from './AlertMessages.tsx';
import css from './alerts.module.css';
import { KIND_WORDS } from './kind-words.ts';
import { useIncident } from './use-incidents.ts';

/** One incident: what has happened, what to do, who has seen it, and who was told. */
export function AlertPanel({ incidentId }: { incidentId: string }) {
  const { detail, error } = useIncident(incidentId);
  if (error) return <ErrorNote report={error} />;
  if (!detail) return null;
  const steps = detail.todo.split('\n');
  return (
    <article className={css.panel} aria-label={detail.title}>
      <section className={css.card}>
        <div className={css.cardHead}>
          <h2>{detail.title}</h2>
          <span className={css.state} data-state={stateOf(detail)}>
            {stateWords(detail)}
          </span>
        </div>
        <Facts detail={detail} />
        <h3>{t('What has happened')}</h3>
        {detail.what.split('\n').map((line) => (
          <p key={line}>{told(line)}</p>
        ))}
        <h3>{t('What to do')}</h3>
        <ol>
          {steps.map((step) => (
            <li key={step}>{told(step)}</li>
          ))}
        </ol>
        <div className={css.links}>
          {detail.runId !== null && <a href={formatRoute({ page: 'run', runId: detail.runId })}>{t('Open the run')}</a>}
          {detail.flowId !== '' && <a href={formatRoute({ page: 'flow', flowId: detail.flowId })}>{t('Open the flow')}</a>}
        </div>
      </section>
      <Seen detail={detail} />
      <AlertMessages messages={detail.messages} />
    </article>
  );
}

function Facts({ detail }: { detail: IncidentDetail }) {
  const zone = useWorkspace(zoneOf);
  const now = useNow();
  const at = (instant: number) => formatMoment(instant, zone, now);
  return (
    <p className={css.quiet}>
      {[
        told(KIND_WORDS[detail.kind]),
        t('since {{when}}', { when: at(detail.openedAt) }),
        ...(detail.count > 1 ? [t('{{count}} times', { count: detail.count }), t('last {{when}}', { when: at(detail.lastAt) })] : []),
        ...(detail.closedAt === null ? [] : [t('over since {{when}}', { when: at(detail.closedAt) })]),
        ...(detail.closedBy !== null && detail.closedBy !== 'recovered' ? [t('closed by {{who}}', { who: detail.closedBy })] : []),
      ].join(' · ')}
    </p>
  );
}

function Seen({ detail }: { detail: IncidentDetail }) {
  const { incidentId, seenAt, seenBy, seenNote, closedAt } = detail;
  const [note, setNote] = useState('');
  const zone = useWorkspace(zoneOf);
  const now = useNow();
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (reason) {
      sayFailed(t('That did not work'), toReport(reason));
    }
  };
  if (closedAt !== null && seenAt === null) return null;
  return (
    <section className={css.card} aria-label={t('Acknowledgement')}>
      <h2>{seenAt === null ? t('Nobody has acknowledged it') : t('Acknowledged by {{who}}', { who: seenBy ?? '' })}</h2>
      {seenAt === null ? (
        <Textarea
          label={t('Note')}
          description={t('Who looks after it, and what was found. Kept with your name and the time.')}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      ) : (
        <p className={css.quiet}>{[formatMoment(seenAt, zone, now), ...(seenNote ? [seenNote] : [])].join(' · ')}</p>
      )}
      {closedAt === null && (
        <div className={css.actions}>
          <Button variant="default" onClick={() => void run(() => api.alerts.close({ incidentId }))}>
            {t('Mark as over')}
          </Button>
          {seenAt === null && <Button onClick={() => void run(() => api.alerts.acknowledge({ incidentId, note }))}>{t('Acknowledge')}</Button>}
        </div>
      )}
    </section>
  );
}
