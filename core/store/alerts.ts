import type { Bindable, Db } from './database.ts';

/** Something that began and is told once, however often it happens until it is over. Times are ms since 1970. */
export interface IncidentRecord {
  seq: number;
  incidentId: string;
  kind: string;
  /** Empty: about no flow. */
  flowId: string;
  flowName: string;
  subject: string;
  /** The newest run it happened in. */
  runId: string | null;
  /** JSON that nobody here looks into. */
  facts: string;
  openedAt: number;
  lastAt: number;
  count: number;
  closedAt: number | null;
  /** `recovered`, or the name of who closed it. */
  closedBy: string | null;
  seenAt: number | null;
  seenBy: string | null;
  seenNote: string | null;
}

/** What is looked for among incidents. */
export interface IncidentQuery {
  state: 'all' | 'open' | 'unseen' | 'closed';
  kind?: string | undefined;
  flowId?: string | undefined;
  /** Older than this one, or from the newest on. */
  before?: number | undefined;
  limit: number;
}

const COLUMNS = `seq, id AS incidentId, kind, flow_id AS flowId, flow_name AS flowName, subject, run_id AS runId, facts, opened_at AS openedAt, last_at AS lastAt,
  count, closed_at AS closedAt, closed_by AS closedBy, seen_at AS seenAt, seen_by AS seenBy, seen_note AS seenNote`;

/** Incidents, and the runs that ended and were not looked at for one. */
export class IncidentTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Ids of runs that have ended since they were looked at last, oldest first. */
  dueRuns(limit: number): string[] {
    return this.#db.all<{ run: string }>('SELECT run FROM alert_due ORDER BY run LIMIT ?', limit).map(({ run }) => run);
  }

  /** The run was looked at. */
  lookedAt(runId: string): void {
    this.#db.run('DELETE FROM alert_due WHERE run = ?', runId);
  }

  /** The open incident of this kind, flow and subject. */
  findOpen(flowId: string, kind: string, subject: string): IncidentRecord | undefined {
    return this.#db.get<IncidentRecord>(
      `SELECT ${COLUMNS} FROM alert_incidents WHERE flow_id = ? AND kind = ? AND subject = ? AND closed_at IS NULL`,
      flowId,
      kind,
      subject,
    );
  }

  /** Open incidents of a flow. */
  openOf(flowId: string): IncidentRecord[] {
    return this.#db.all<IncidentRecord>(`SELECT ${COLUMNS} FROM alert_incidents WHERE flow_id = ? AND closed_at IS NULL ORDER BY seq`, flowId);
  }

  find(incidentId: string): IncidentRecord | undefined {
    return this.#db.get<IncidentRecord>(`SELECT ${COLUMNS} FROM alert_incidents WHERE id = ?`, incidentId);
  }

  bySeq(seq: number): IncidentRecord | undefined {
    return this.#db.get<IncidentRecord>(`SELECT ${COLUMNS} FROM alert_incidents WHERE seq = ?`, seq);
  }

  open(incident: Pick<IncidentRecord, 'incidentId' | 'kind' | 'flowId' | 'flowName' | 'subject' | 'runId' | 'facts' | 'openedAt'>): IncidentRecord {
    const { incidentId, kind, flowId, flowName, subject, runId, facts, openedAt } = incident;
    this.#db.run(
      `INSERT INTO alert_incidents (id, kind, flow_id, flow_name, subject, run_id, facts, opened_at, last_at, count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
      incidentId,
      kind,
      flowId,
      flowName,
      subject,
      runId,
      facts,
      openedAt,
      openedAt,
    );
    return this.find(incidentId) as IncidentRecord;
  }

  /** It happened once more. */
  again(seq: number, at: number, runId: string | null, facts: string): void {
    this.#db.run('UPDATE alert_incidents SET count = count + 1, last_at = ?, run_id = coalesce(?, run_id), facts = ? WHERE seq = ?', at, runId, facts, seq);
  }

  /** False when it was closed already. */
  close(seq: number, at: number, by: string): boolean {
    return this.#db.run('UPDATE alert_incidents SET closed_at = ?, closed_by = ? WHERE seq = ? AND closed_at IS NULL', at, by, seq).changes === 1;
  }

  /** Somebody has seen it. */
  see(seq: number, at: number, by: string, note: string): void {
    this.#db.run('UPDATE alert_incidents SET seen_at = ?, seen_by = ?, seen_note = ? WHERE seq = ?', at, by, note, seq);
  }

  /** Newest first. */
  list({ before, limit, ...query }: IncidentQuery): IncidentRecord[] {
    const { where, values } = narrowed(query);
    const older = before === undefined ? { and: '', values: [] } : { and: ' AND seq < ?', values: [before] };
    return this.#db.all<IncidentRecord>(
      `SELECT ${COLUMNS} FROM alert_incidents ${where}${older.and} ORDER BY seq DESC LIMIT ?`,
      ...values,
      ...older.values,
      limit,
    );
  }

  /** How many the query finds in all. */
  count(query: Pick<IncidentQuery, 'state' | 'kind' | 'flowId'>): number {
    const { where, values } = narrowed(query);
    return this.#db.value<number>(`SELECT count(*) FROM alert_incidents ${where}`, ...values);
  }

  /** Removes closed incidents that ended before, at most `limit`; says how many. */
  removeBefore(before: number, limit: number): number {
    return this.#db.run('DELETE FROM alert_incidents WHERE seq IN (SELECT seq FROM alert_incidents WHERE closed_at < ? ORDER BY seq LIMIT ?)', before, limit)
      .changes;
  }
}

const STATES: Readonly<Record<IncidentQuery['state'], string>> = {
  all: 'WHERE true',
  open: 'WHERE closed_at IS NULL',
  unseen: 'WHERE closed_at IS NULL AND seen_at IS NULL',
  closed: 'WHERE closed_at IS NOT NULL',
};

function narrowed({ state, kind, flowId }: Pick<IncidentQuery, 'state' | 'kind' | 'flowId'>): { where: string; values: Bindable[] } {
  const where = [STATES[state], ...(kind === undefined ? [] : ['AND kind = ?']), ...(flowId === undefined ? [] : ['AND flow_id = ?'])];
  return { where: where.join(' '), values: [kind, flowId].filter((one) => one !== undefined) };
}
