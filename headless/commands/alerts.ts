import type { IncidentRow } from '../../core/api/alert-models.ts';
import { countOf } from '../../core/base/amounts.ts';
import { UserError } from '../../core/base/errors.ts';
import { EXIT } from '../exit-codes.ts';
import { withClient } from '../open-app.ts';
import { type Terminal, table } from '../terminal.ts';

export interface AlertsOptions {
  workspace?: string;
  all?: boolean;
  note?: string;
  json?: boolean;
}

const MOST = 200;

/** `swivel alerts list|ack`: what needs somebody, and that somebody has seen it. */
export async function alertsCommand(action: string, incidentId: string | undefined, options: AlertsOptions, to: Terminal): Promise<number> {
  if (action !== 'list' && action !== 'ack')
    throw new UserError('unknown-action', `"${action}" is not one of list and ack.`, { hint: 'For example: swivel alerts list' });
  return withClient({ workspace: options.workspace, readOnly: action === 'list' }, async (client) => {
    if (action === 'ack') {
      if (incidentId === undefined) throw new UserError('alert-not-named', 'Which alert is meant?', { hint: 'Give its id: swivel alerts list shows it.' });
      await client.alerts.acknowledge({ incidentId, note: options.note ?? '' });
      to.err('Acknowledged.\n');
      return EXIT.succeeded;
    }
    const { rows, total } = await client.alerts.page({ state: options.all ? 'all' : 'open', limit: MOST, language: 'en' });
    if (options.json) for (const row of rows) to.out(`${JSON.stringify(row)}\n`);
    else if (rows.length === 0) to.out(options.all ? 'There was no alert yet.\n' : 'All is well: no alert is open.\n');
    else {
      to.out(table([['alert', 'since', 'times', 'state', 'what'], ...rows.map(asRow)], [2]));
      if (total > rows.length) to.err(`… and ${countOf(total - rows.length, 'older alert')}.\n`);
    }
    return EXIT.succeeded;
  });
}

function asRow({ incidentId, openedAt, count, title, ...row }: IncidentRow): string[] {
  return [incidentId, new Date(openedAt).toISOString(), String(count), stateOf(row), title];
}

function stateOf({ closedAt, closedBy, seenBy }: Pick<IncidentRow, 'closedAt' | 'closedBy' | 'seenBy'>): string {
  if (closedAt !== null) return closedBy === 'recovered' ? 'over' : 'closed';
  return seenBy === null ? 'open' : `seen by ${seenBy}`;
}
