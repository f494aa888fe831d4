import type { Environment } from '../base/environment.ts';
import { UserError } from '../base/errors.ts';
import { frozen, RecentlyMade } from '../base/recently-made.ts';
import { describeDiff } from '../flow/diff.ts';
import type { Flow } from '../flow/flow.ts';
import { parseFlow, sameFlow, serialiseFlow } from '../flow/serialise.ts';
import type { Db } from './database.ts';

/** What lists show of a flow without opening its document. */
export interface FlowRecord {
  flowId: string;
  name: string;
  description: string;
  version: number;
  nodes: number;
  createdAt: number;
  updatedAt: number;
  /** When it was moved out of sight; null for a flow in use. */
  removedAt: number | null;
  /** The version whose triggers fire; null when the flow is not live. */
  liveVersion: number | null;
  /** Whose settings of connections its triggers use; null when the flow is not live. */
  liveEnvironment: Environment | null;
  lastRunId: string | null;
}

/** One saved state of a flow, without its document. */
export interface FlowVersion {
  version: number;
  savedAt: number;
  summary: string;
}

const COLUMNS = `id AS flowId, name, description, version, nodes, created_at AS createdAt, updated_at AS updatedAt, removed_at AS removedAt,
  live_version AS liveVersion, live_environment AS liveEnvironment, last_run AS lastRunId`;

/** Flows and their versions. Every save that changes the document makes a new version; none is ever changed. */
export class FlowTable {
  readonly #db: Db;
  readonly #documents = new RecentlyMade<Flow>(32);

  constructor(db: Db) {
    this.#db = db;
  }

  /** Flows in use, by name. */
  list(): FlowRecord[] {
    return this.#db.all<FlowRecord>(`SELECT ${COLUMNS} FROM flows WHERE removed_at IS NULL ORDER BY name COLLATE NOCASE, id`);
  }

  /** A flow by id, removed ones too. */
  find(flowId: string): FlowRecord | undefined {
    return this.#db.get<FlowRecord>(`SELECT ${COLUMNS} FROM flows WHERE id = ?`, flowId);
  }

  /** Whether the workspace never had a flow. */
  isEmpty(): boolean {
    return this.#db.get('SELECT 1 FROM flows LIMIT 1') === undefined;
  }

  /** Stores a new flow as version 1; its id must not be taken. */
  add(flow: Flow, at: number, summary = 'Created'): FlowRecord {
    this.#db.write(() => {
      this.#db.run(
        'INSERT INTO flows (id, name, description, version, nodes, created_at, updated_at) VALUES (?, ?, ?, 1, ?, ?, ?)',
        flow.id,
        flow.name,
        flow.description,
        flow.nodes.length,
        at,
        at,
      );
      this.#addVersion(flow, 1, at, summary);
    });
    return this.#mustFind(flow.id);
  }

  /**
   * Saves a flow as the next version when it differs from the newest one, and says which version is the newest now. Throws the UserError
   * `flow-changed-elsewhere` when the newest is not `expectedVersion` (where that is given).
   */
  save(flow: Flow, at: number, expectedVersion?: number): { version: number; savedAt: number; changed: boolean } {
    return this.#db.write(() => {
      const record = this.#mustFind(flow.id);
      if (expectedVersion !== undefined && record.version !== expectedVersion)
        throw new UserError(
          'flow-changed-elsewhere',
          `"${record.name}" was changed somewhere else: version ${record.version} is newer than your ${expectedVersion}.`,
          {
            hint: 'Open the newest version, or save yours as a copy.',
          },
        );
      const before = this.document(flow.id, record.version);
      if (sameFlow(before, flow)) return { version: record.version, savedAt: record.updatedAt, changed: false };
      const version = record.version + 1;
      this.#addVersion(flow, version, at, describeDiff(before, flow));
      this.#db.run(
        'UPDATE flows SET name = ?, description = ?, version = ?, nodes = ?, updated_at = ? WHERE id = ?',
        flow.name,
        flow.description,
        version,
        flow.nodes.length,
        at,
        flow.id,
      );
      return { version, savedAt: at, changed: true };
    });
  }

  /** The document of a version as it was saved; nobody can change it. Throws the UserError `version-not-found`. */
  document(flowId: string, version: number): Flow {
    const text = this.text(flowId, version);
    return this.#documents.get(text, () => frozen(parseFlow(text)));
  }

  /** The text of a version, the same to the byte as when it was saved. */
  text(flowId: string, version: number): string {
    const row = this.#db.get<{ document: string }>('SELECT document FROM flow_versions WHERE flow_id = ? AND version = ?', flowId, version);
    if (!row) throw new UserError('version-not-found', `The flow ${flowId} has no version ${version}.`);
    return row.document;
  }

  /** Versions of a flow, newest first. */
  versions(flowId: string): FlowVersion[] {
    return this.#db.all<FlowVersion>('SELECT version, saved_at AS savedAt, summary FROM flow_versions WHERE flow_id = ? ORDER BY version DESC', flowId);
  }

  /** Moves a flow out of sight (`at` a time) or back (`null`). A removed flow is not live. */
  setRemoved(flowId: string, at: number | null): void {
    this.#db.write(() => {
      this.#db.run('UPDATE flows SET removed_at = ? WHERE id = ?', at, flowId);
      if (at !== null) this.setLive(flowId, null);
    });
  }

  /** Pins the version whose triggers fire, and the environment they use; or takes the flow out of service (`null`). */
  setLive(flowId: string, version: number | null, environment: Environment = 'production'): void {
    this.#db.run('UPDATE flows SET live_version = ?, live_environment = ? WHERE id = ?', version, version === null ? null : environment, flowId);
  }

  /** Flows whose triggers fire. */
  live(): FlowRecord[] {
    return this.#db.all<FlowRecord>(`SELECT ${COLUMNS} FROM flows WHERE live_version IS NOT NULL AND removed_at IS NULL ORDER BY id`);
  }

  #mustFind(flowId: string): FlowRecord {
    const record = this.find(flowId);
    if (!record) throw new UserError('flow-not-found', `There is no flow with the id ${flowId} in this workspace.`);
    return record;
  }

  #addVersion(flow: Flow, version: number, at: number, summary: string): void {
    this.#db.run(
      'INSERT INTO flow_versions (flow_id, version, saved_at, summary, document) VALUES (?, ?, ?, ?, ?)',
      flow.id,
      version,
      at,
      summary,
      serialiseFlow(flow),
    );
  }
}
