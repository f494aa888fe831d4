import { IconAlertTriangle, IconCircleCheck, IconPlayerPause } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { t, told } from '../../i18n/i18n.ts';
import { useInspection } from '../../state/inspection.ts';
import { formatRoute, useRoute } from '../../state/route.ts';
import { useUi } from '../../state/ui.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { formatBytes, formatExact, formatMoment } from '../../ui/words.ts';
import { EnvironmentMenu } from './EnvironmentMenu.tsx';
import styles from './StatusBar.module.css';
import { UnderWay } from './UnderWay.tsx';

/** One line: what runs now, what is due next, problems of the open flow, size and zone of the workspace. */
export function StatusBar() {
  const state = useWorkspace((workspace) => workspace.state);
  const info = useWorkspace((workspace) => workspace.info);
  const line = useWorkspace((workspace) => workspace.connection);
  const zone = useWorkspace(zoneOf);
  const isDesigner = useRoute(({ route }) => route.page === 'flow');
  const now = useMinute();
  return (
    <footer className={styles.bar}>
      <span className={styles.item}>
        <i className={styles.dot} data-state={line !== 'open' ? 'lost' : (state?.running.length ?? 0) > 0 ? 'busy' : 'idle'} />
        {line !== 'open' ? line === 'lost' ? t('No connection') : t('Connecting') : <Running />}
      </span>
      {state && (
        <a className={styles.item} href={formatRoute({ page: 'triggers' })}>
          {t('{{count}} flows live', { count: state.live })}
        </a>
      )}
      {state?.paused && (
        <span className={styles.item}>
          <IconPlayerPause size={13} aria-hidden="true" /> {t('All triggers are paused')}
        </span>
      )}
      {state?.nextDue && (
        <a className={styles.next} href={formatRoute({ page: 'flow', flowId: state.nextDue.flowId })} title={formatExact(state.nextDue.at, zone)}>
          <span className={styles.words}>
            {t('Next: {{when}} {{flow}}', { when: formatMoment(state.nextDue.at, zone, now), flow: state.nextDue.flowName })}
          </span>
        </a>
      )}
      {state?.troubles.map((trouble) => (
        <span key={trouble} className={styles.trouble} title={told(trouble)}>
          <IconAlertTriangle size={13} aria-hidden="true" /> <span className={styles.words}>{told(trouble)}</span>
        </span>
      ))}
      <span className={styles.gap} />
      <UnderWay />
      {isDesigner && <Problems />}
      <EnvironmentMenu />
      {state && <span className={styles.item}>{t('Workspace {{size}}', { size: formatBytes(state.workspaceBytes) })}</span>}
      <span className={styles.item} title={info?.workspace}>
        {zone}
      </span>
    </footer>
  );
}

function Running() {
  const running = useWorkspace((workspace) => workspace.state?.running);
  const queued = useWorkspace((workspace) => workspace.state?.queued ?? 0);
  const [first] = running ?? [];
  if (!first) return queued > 0 ? t('Nothing is running, {{count}} runs waiting', { count: queued }) : t('Nothing is running');
  const facts = { flow: first.flowName, read: first.counts.read, running: running?.length ?? 1, waiting: queued };
  return (
    <a href={formatRoute({ page: 'run', runId: first.runId })} className="num">
      {facts.running > 1 ? t('{{running}} running: {{flow}}, {{read}} read', facts) : t('Running: {{flow}}, {{read}} read', facts)}
      {queued > 0 && `, ${t('{{waiting}} waiting', facts)}`}
    </a>
  );
}

function Problems() {
  const problems = useInspection((state) => state.problems);
  const known = useInspection((state) => state.known);
  const open = useUi((state) => state.problemsOpen);
  if (!known) return null;
  const hasErrors = problems.some((problem) => problem.severity === 'error');
  return (
    <button
      type="button"
      className={styles.problems}
      data-spot="problems"
      aria-expanded={open}
      data-bad={hasErrors || undefined}
      onClick={() => useUi.getState().set({ problemsOpen: !open })}
    >
      {problems.length === 0 ? <IconCircleCheck size={13} aria-hidden="true" /> : <IconAlertTriangle size={13} aria-hidden="true" />}
      {problems.length === 0 ? t('No problems') : t('{{count}} problems', { count: problems.length })}
    </button>
  );
}

/** The time, once a minute. */
function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
