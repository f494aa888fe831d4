import { Notification } from 'electron';
import type { RunRow } from '../core/api/run-models.ts';
import { formatCount } from '../core/base/amounts.ts';

/** Tells of runs that need somebody: failed, interrupted, or with rejects. A run somebody started and watches says nothing when it goes well. */
export function notify(run: RunRow, open: (route: string) => void): void {
  if (!Notification.isSupported()) return;
  const title = { failed: 'failed', interrupted: 'was interrupted', 'succeeded-with-rejects': 'left rejects behind' }[run.status as string];
  if (!title) return;
  const body = run.error?.message ?? `${formatCount(run.counts.rejected)} of ${formatCount(run.counts.read)} records were rejected.`;
  const notice = new Notification({ title: `${run.flowName} ${title}`, body });
  notice.on('click', () => open(`#/run/${run.runId}`));
  notice.show();
}
