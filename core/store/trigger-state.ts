import type { Environment } from '../base/environment.ts';
import { type TriggerSettings, triggerSettingsSchema } from '../base/trigger-settings.ts';
import type { Db } from './database.ts';

/** A trigger of a live flow as it was published: what makes it fire, when it is due next, and what keeps it from firing. */
export interface TriggerRecord {
  flowId: string;
  nodeId: string;
  /** Version of the flow that it belongs to. */
  version: number;
  /** Whose settings of connections it uses, as it was published. */
  environment: Environment;
  settings: TriggerSettings;
  /** Of a schedule. Null when it cannot be computed or never comes; then `trouble` says why. */
  nextDue: number | null;
  trouble: string | null;
}

/** A trigger of one kind. */
export type TriggerOf<K extends TriggerSettings['on']> = TriggerRecord & { settings: Extract<TriggerSettings, { on: K }> };

interface TriggerRow extends Omit<TriggerRecord, 'settings'> {
  settings: string;
}

const COLUMNS = `flow_id AS flowId, node_id AS nodeId, version, settings, next_due AS nextDue, trouble,
  coalesce((SELECT live_environment FROM flows WHERE flows.id = flow_id), 'production') AS environment`;

/** Triggers of live flows, and the due times already taken. */
export class TriggerTable {
  readonly #db: Db;
  readonly #parsed = new Map<string, TriggerSettings>();
  /** What is watched by any trigger, as long as no transaction was taken back since: every run that ends is asked whether somebody waits for that. */
  #watched: { takenBack: number; what: Set<string> } | null = null;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Makes `triggers` those of a flow, in the place of all it had; none take the flow out of service. */
  replace(flowId: string, triggers: readonly Omit<TriggerRecord, 'environment'>[]): void {
    this.#db.write(() => {
      this.#watched = null;
      this.#db.run('DELETE FROM triggers WHERE flow_id = ?', flowId);
      for (const { nodeId, version, settings, nextDue, trouble } of triggers)
        this.#db.run(
          'INSERT INTO triggers (flow_id, node_id, version, kind, settings, watches, next_due, trouble) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
          flowId,
          nodeId,
          version,
          settings.on,
          JSON.stringify(settings),
          watchedBy(settings),
          nextDue,
          trouble,
        );
    });
  }

  /** All of them, those due first at the front. */
  all(): TriggerRecord[] {
    return this.#db.all<TriggerRow>(`SELECT ${COLUMNS} FROM triggers ORDER BY next_due IS NULL, next_due, flow_id, node_id`).map((row) => this.#record(row));
  }

  /** Those of one kind, those due first at the front. */
  ofKind<K extends TriggerSettings['on']>(kind: K): TriggerOf<K>[] {
    return this.#db
      .all<TriggerRow>(`SELECT ${COLUMNS} FROM triggers WHERE kind = ? ORDER BY next_due, flow_id, node_id`, kind)
      .map((row) => this.#record(row) as TriggerOf<K>);
  }

  /** Those of one flow. */
  of(flowId: string): TriggerRecord[] {
    return this.#db.all<TriggerRow>(`SELECT ${COLUMNS} FROM triggers WHERE flow_id = ? ORDER BY node_id`, flowId).map((row) => this.#record(row));
  }

  find(flowId: string, nodeId: string): TriggerRecord | undefined {
    const row = this.#db.get<TriggerRow>(`SELECT ${COLUMNS} FROM triggers WHERE flow_id = ? AND node_id = ?`, flowId, nodeId);
    return row && this.#record(row);
  }

  /** Triggers that watch the same thing: the flow whose end they wait for, the path of their requests. */
  watching<K extends 'requests' | 'flow-ended'>(kind: K, what: string): TriggerOf<K>[] {
    if (!this.#isWatched(kind, what)) return [];
    return this.#db
      .all<TriggerRow>(`SELECT ${COLUMNS} FROM triggers WHERE kind = ? AND watches = ? ORDER BY flow_id, node_id`, kind, what)
      .map((row) => this.#record(row) as TriggerOf<K>);
  }

  /** Never false for what is watched; what is not any more, because its flow was removed, may still be thought to be. */
  #isWatched(kind: string, what: string): boolean {
    const takenBack = this.#db.takenBack;
    if (this.#watched?.takenBack !== takenBack) {
      const rows = this.#db.all<{ kind: string; watches: string }>('SELECT kind, watches FROM triggers WHERE watches IS NOT NULL');
      this.#watched = { takenBack, what: new Set(rows.map((row) => `${row.kind} ${row.watches}`)) };
    }
    return this.#watched.what.has(`${kind} ${what}`);
  }

  /** The earliest due time of a flow; null when it has none. */
  nextDueOf(flowId: string): number | null {
    return this.#db.value<number | null>('SELECT min(next_due) FROM triggers WHERE flow_id = ?', flowId);
  }

  setNext(flowId: string, nodeId: string, nextDue: number | null, trouble: string | null): void {
    this.#db.run('UPDATE triggers SET next_due = ?, trouble = ? WHERE flow_id = ? AND node_id = ?', nextDue, trouble, flowId, nodeId);
  }

  /** Says what kept a trigger from starting its run; stays until it fires again or is set anew. */
  setTrouble(flowId: string, nodeId: string, trouble: string | null): void {
    this.#db.run('UPDATE triggers SET trouble = ? WHERE flow_id = ? AND node_id = ? AND trouble IS NOT ?', trouble, flowId, nodeId, trouble);
  }

  /**
   * Takes a due time and sets the next one, in one transaction with `work` (which puts it into the inbox). False, without calling `work`, when that due
   * time was taken before: it cannot fire twice, whatever the clock does.
   */
  claim(
    due: { flowId: string; nodeId: string; due: number; at: number; outcome: string; next: number | null; trouble: string | null },
    work: () => void,
  ): boolean {
    return this.#db.write(() => {
      const taken = this.#db.run(
        'INSERT OR IGNORE INTO trigger_claims (flow_id, node_id, due, claimed_at, outcome) VALUES (?, ?, ?, ?, ?)',
        due.flowId,
        due.nodeId,
        due.due,
        due.at,
        due.outcome,
      ).changes;
      this.setNext(due.flowId, due.nodeId, due.next, due.trouble);
      if (taken === 0) return false;
      work();
      return true;
    });
  }

  /** Forgets due times of a trigger later than `after`: they were taken by a clock that has been put back since. */
  forgetClaimsAfter(flowId: string, nodeId: string, after: number): void {
    this.#db.run('DELETE FROM trigger_claims WHERE flow_id = ? AND node_id = ? AND due > ?', flowId, nodeId, after);
  }

  /** The newest due time taken by a trigger; null when there was none. */
  lastClaim(flowId: string, nodeId: string): number | null {
    return this.#db.value<number | null>('SELECT max(due) FROM trigger_claims WHERE flow_id = ? AND node_id = ?', flowId, nodeId);
  }

  #record(row: TriggerRow): TriggerRecord {
    let settings = this.#parsed.get(row.settings);
    if (!settings) {
      settings = triggerSettingsSchema.parse(JSON.parse(row.settings));
      if (this.#parsed.size > 1_000) this.#parsed.clear();
      this.#parsed.set(row.settings, settings);
    }
    return { ...row, settings };
  }
}

function watchedBy(settings: TriggerSettings): string | null {
  if (settings.on === 'flow-ended') return settings.flowId;
  return settings.on === 'requests' ? settings.path : null;
}
