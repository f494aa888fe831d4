import { Button } from '@mantine/core';
import { IconChevronLeft, IconPlayerStop, IconRepeat, IconRoute } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { RunDetail } from '../../../core/api/run-models.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { isOver } from '../../state/runs.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { RunState } from '../../ui/RunState.tsx';
import { formatDuration, formatExact, formatMoment } from '../../ui/words.ts';
import css from './run-page.module.css';
import { causeWords, modeWords } from './run-words.ts';

/** Which run this is, how it stands, and what can be done with it. */
export function RunHeader({ detail, onReplay, onFollow }: { detail: RunDetail; onReplay(): void; onFollow(): void }) {
  const { run, parameters } = detail;
  const zone = useWorkspace(zoneOf);
  const [cancelling, setCancelling] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const over = isOver(run.status);
  const now = useClock(!over);
  const at = run.startedAt ?? run.queuedAt;
  const took = run.durationMs ?? (run.startedAt === null ? null : (run.finishedAt ?? now) - run.startedAt);
  const mode = modeWords(run.mode);
  const cancel = async () => {
    setCancelling(true);
    try {
      await api.runs.cancel({ runId: run.runId });
    } catch (error) {
      setFailed(toReport(error).message);
      setCancelling(false);
    }
  };
  return (
    <header className={css.head}>
      <a href={formatRoute({ page: 'runs' })} className={css.back} aria-label={t('All runs')}>
        <IconChevronLeft size={18} />
      </a>
      <div className={css.title}>
        <h1>
          <a href={formatRoute({ page: 'flow', flowId: run.flowId })} title={t('Open the flow')}>
            {run.flowName}
          </a>
          <span className={css.chip}>v{run.flowVersion}</span>
          <span className={css.status} role="status">
            <RunState status={run.status} />
          </span>
          {run.environment === 'test' && (
            <span className={`${css.chip} ${css.test}`} title={t('It used the test values of connections')}>
              {t('Test environment')}
            </span>
          )}
          {mode && <span className={css.chip}>{mode}</span>}
        </h1>
        <p className={css.facts}>
          <span title={formatExact(at, zone)}>
            {t('Started {{cause}} {{when}} ({{zone}})', { cause: causeWords(run.cause), when: formatMoment(at, zone, now), zone: zone.replaceAll('_', ' ') })}
          </span>
          {took !== null && (
            <span className="num">
              {over ? t('took {{time}}', { time: formatDuration(took) }) : t('going on for {{time}}', { time: formatDuration(took) })}
            </span>
          )}
          {run.replayOf && (
            <span>
              <a href={formatRoute({ page: 'run', runId: run.replayOf })}>{t('of an earlier run')}</a>
            </span>
          )}
          {Object.entries(parameters).map(([name, value]) => (
            <span key={name}>
              {name} = <code>{value}</code>
            </span>
          ))}
        </p>
      </div>
      {failed && (
        <p className={css.failed} role="alert">
          {failed}
        </p>
      )}
      {over ? (
        <>
          <Button variant="default" leftSection={<IconRoute size={15} />} onClick={onFollow}>
            {t('Find a record…')}
          </Button>
          <Button leftSection={<IconRepeat size={15} />} onClick={onReplay}>
            {t('Replay…')}
          </Button>
        </>
      ) : (
        <Button variant="default" leftSection={<IconPlayerStop size={15} />} loading={cancelling} onClick={() => void cancel()}>
          {t('Cancel')}
        </Button>
      )}
    </header>
  );
}

function useClock(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
