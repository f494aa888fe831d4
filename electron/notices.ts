import { Notification } from 'electron';
import type { RunRow } from '../core/api/run-models.ts';
import { t, told } from '../renderer/i18n/i18n.ts';

/** Tells of runs that need somebody: failed, interrupted, or with rejects. A run somebody started and watches says nothing when it goes well. */
export function notify(run: RunRow, open: (route: string) => void): void {
  if (!Notification.isSupported()) return;
  const title = titleOf(run);
  if (title === null) return;
  const body = run.error
    ? told(run.error.message)
    : t('{{rejected}} of {{read}} records were rejected.', { rejected: run.counts.rejected, read: run.counts.read });
  const notice = new Notification({ title, body });
  notice.on('click', () => open(`#/run/${run.runId}`));
  notice.show();
}

/** Shows an alert; a click opens it. */
export function showAlert({ title, body, incidentId }: { title: string; body: string; incidentId: string | null }, open: (route: string) => void): void {
  if (!Notification.isSupported()) return;
  const notice = new Notification({ title, body: body.slice(0, 300) });
  notice.on('click', () => open(incidentId === null ? '#/alerts' : `#/alerts/${incidentId}`));
  notice.show();
}

function titleOf({ status, flowName: flow }: RunRow): string | null {
  if (status === 'failed') return t('{{flow}} failed', { flow });
  if (status === 'interrupted') return t('{{flow}} was interrupted', { flow });
  return status === 'succeeded-with-rejects' ? t('{{flow}} left rejects behind', { flow }) : null;
}
