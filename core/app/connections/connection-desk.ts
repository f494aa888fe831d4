import type { Environment } from '../../base/environment.ts';
import { fromErrorReport, toErrorReport, UserError } from '../../base/errors.ts';
import { SharedTurns } from '../../base/shared-turns.ts';
import type { ConnectionFamily, Families } from '../../catalog/families/families.ts';
import { type JobConnection, StepConnections } from '../../engine/step-connections.ts';
import type { Flow } from '../../flow/flow.ts';
import type { ConnectionRecord, SealedSecret } from '../../store/connections.ts';
import { mustWrite } from '../parts.ts';
import { type ConnectionParts, mustFindConnection } from './connection-parts.ts';
import { readConnection, troubleOf } from './connection-state.ts';
import { connectionUses } from './connection-users.ts';
import { readEnvironment, writeEnvironment } from './environment.ts';

/** A connection that was opened for something short; to be closed by whoever opened it. */
export interface BorrowedConnection<F extends ConnectionFamily> {
  readonly use: Families[F];
  close(): Promise<void>;
}

/** Hands out the connections of the workspace with their secrets opened: to runs and previews as jobs, and for short things in this thread. */
export class ConnectionDesk {
  /** What everything about connections works with. */
  readonly parts: ConnectionParts;
  /** Opened secrets by their sealed form's place and time: opening one takes milliseconds, and live flows need them again and again. */
  readonly #opened = new Map<string, string>();
  /** By connection and environment: runs that go on at the same time keep its limits together. */
  readonly #turns = new Map<string, SharedTurns>();
  readonly #changed: (connectionId: string | null) => void;
  #closed = false;

  /** `changed` is told of every change of a connection; null: of all of them. */
  constructor(parts: ConnectionParts, changed: (connectionId: string | null) => void) {
    this.parts = parts;
    this.#changed = changed;
  }

  /** Which settings runs and previews use now. */
  get environment(): Environment {
    return readEnvironment(this.parts.store.settings);
  }

  /** For what belongs to no flow, such as a message about an incident: the real system, where the connection is set for it; whatever the workspace is set to. */
  standing(connectionId: string): Environment {
    return this.parts.store.connections.values(connectionId, 'production') ? 'production' : 'test';
  }

  /** Switches the environment for everything that is asked for from now on. */
  switchTo(environment: Environment): void {
    mustWrite(this.parts);
    if (environment === this.environment) return;
    writeEnvironment(this.parts.store.settings, environment);
    this.#changed(null);
  }

  /** To be called after a connection (null: all of them, or the vault) was changed. */
  changed(connectionId: string | null): void {
    // What was opened before may have been replaced or taken away: nothing of it stays in memory.
    this.#opened.clear();
    this.#changed(connectionId);
  }

  /** What a run or preview of the flow is to be given: a list at once where the flow uses no connection. Never rejects for one that cannot be used. */
  forFlow(flow: Flow, environment: Environment): readonly JobConnection[] | Promise<readonly JobConnection[]> {
    const ids = new Set(connectionUses(flow, this.parts.catalog).map(({ connectionId }) => connectionId));
    if (ids.size === 0) return [];
    const records = [...ids].flatMap((id) => this.parts.store.connections.find(id) ?? []);
    return Promise.all(records.map((record) => this.job(record, environment)));
  }

  /** Kinds of the outside systems that a flow names. */
  kindsOf(flow: Flow): string[] {
    return connectionUses(flow, this.parts.catalog).flatMap(({ connectionId }) => this.parts.store.connections.find(connectionId)?.kind ?? []);
  }

  /** Names what the connections of a flow are now: another environment, other settings or secrets give another one. */
  stamp(flow: Flow): unknown {
    const { environment } = this;
    const ids = [...new Set(connectionUses(flow, this.parts.catalog).map(({ connectionId }) => connectionId))];
    return ids.length === 0 ? null : [environment, ids.map((id) => [id, this.parts.store.connections.values(id, environment)?.revision ?? 0])];
  }

  /** Why steps of the flow could not use their connections, by step and setting, as far as it is known without reaching out. */
  troubles(flow: Flow, environment: Environment): { nodeId: string; setting: string; error: UserError }[] {
    return connectionUses(flow, this.parts.catalog).flatMap(({ node, setting, family, connectionId }) => {
      const error = this.#trouble(connectionId, family, environment);
      return error ? [{ nodeId: node.id, setting, error }] : [];
    });
  }

  /** Grows with every change of the connection; null where it is not there. */
  revisionOf(connectionId: string): number | null {
    return this.parts.store.connections.find(connectionId)?.revision ?? null;
  }

  /** Opens one of the workspace's connections in the current environment for something short. Throws what is wrong with it, without secrets. */
  async open<F extends ConnectionFamily>(
    connectionId: string,
    family: F,
    { signal = new AbortController().signal, environment = this.environment }: { signal?: AbortSignal; environment?: Environment } = {},
  ): Promise<BorrowedConnection<F>> {
    const job = await this.job(mustFindConnection(this.parts, connectionId), environment);
    const connections = new StepConnections([job], {
      clock: this.parts.clock,
      random: () => this.random(),
      signal,
      loadConnection: (kind) => this.parts.kinds.load(kind),
    });
    try {
      return { use: await connections.use(family, connectionId), close: () => connections.close() };
    } catch (error) {
      await connections.close();
      throw error;
    }
  }

  /** Asks for the key, and has whoever listens look again once it is had, or known for the first time that it cannot be. */
  ask(): void {
    const { vault } = this.parts;
    const { asked } = vault;
    vault
      .look()
      .then(({ state }) => {
        if (!this.#closed && (!asked || state === 'open')) this.#changed(null);
      })
      // Of a workspace that is being closed nothing is told any more.
      .catch(() => undefined);
  }

  /** From now on nothing is told. */
  close(): void {
    this.#closed = true;
  }

  /**
   * For what starts a run by itself: throws the UserError `vault-asking` while nobody knows yet whether the secrets of the flow can be opened, and has whoever
   * listens look again when that is known; where the vault is locked, it is asked anew for the next time.
   */
  refuseUnasked(flow: Flow, environment: Environment): void {
    const { vault, store } = this.parts;
    const uses = connectionUses(flow, this.parts.catalog);
    if ((vault.asked && !vault.knownTrouble) || !uses.some(({ connectionId }) => store.connections.secrets(connectionId, environment).length > 0)) return;
    const { asked } = vault;
    this.ask();
    if (!asked)
      throw new UserError('vault-asking', 'The key to the secrets of its connections is being asked for.', { hint: 'Is a keychain waiting to be unlocked?' });
  }

  /** 0 <= x < 1, from the program's randomness. */
  random(): number {
    return new DataView(Uint8Array.from(this.parts.random(4)).buffer).getUint32(0) / 2 ** 32;
  }

  /** A connection with its secrets opened, or with the reason why it cannot be used. */
  async job(record: ConnectionRecord, environment: Environment): Promise<JobConnection> {
    const { connectionId: id, name, kind } = record;
    const read = readConnection(this.parts, record, environment);
    const facts = { id, name, kind, environment, revision: read?.values.revision ?? 0 };
    const without = (trouble: JobConnection['trouble']) => ({ ...facts, config: {}, secrets: {}, ...(trouble ? { trouble } : {}) });
    if (read?.secrets.some(({ state }) => state === 'set')) await this.parts.vault.look();
    const trouble = troubleOf(this.parts, record, environment, read);
    if (!read || trouble) return without(trouble ?? undefined);
    try {
      const secrets: Record<string, string> = {};
      for (const { name: secret, state } of read.secrets) {
        const sealed = read.sealed.find((one) => one.name === secret);
        if (state === 'set' && sealed) secrets[secret] = await this.openSecret(id, sealed);
      }
      return { ...facts, config: read.config, secrets, turns: this.#turnsOf(id, environment).memory };
    } catch (error) {
      const report = toErrorReport(error);
      return without({ ...report, message: `"${name}" cannot be used: ${report.message}` });
    }
  }

  /** The value of a sealed secret; held in memory until the vault changes. */
  async openSecret(connectionId: string, sealed: SealedSecret): Promise<string> {
    const { environment, name, hosts, changedAt, recipient } = sealed;
    const key = JSON.stringify([connectionId, environment, name, changedAt, recipient, hosts]);
    const known = this.#opened.get(key);
    if (known !== undefined) return known;
    const secret = await this.parts.vault.open({ connectionId, environment, name, hosts }, sealed.sealed);
    this.#opened.set(key, secret);
    return secret;
  }

  #turnsOf(connectionId: string, environment: Environment): SharedTurns {
    const key = `${environment} ${connectionId}`;
    const turns = this.#turns.get(key) ?? new SharedTurns();
    this.#turns.set(key, turns);
    return turns;
  }

  #trouble(connectionId: string, family: ConnectionFamily, environment: Environment): UserError | null {
    const { store, kinds } = this.parts;
    const record = store.connections.find(connectionId);
    if (!record)
      return new UserError('connection-gone', 'The connection this step uses no longer exists.', {
        hint: 'Choose another one in the settings of the step, or make a new one under Connections.',
      });
    const spec = kinds.catalog.get(record.kind);
    if (spec && spec.family !== family)
      return new UserError('connection-not-fit', `"${record.name}" is not the kind of connection that this step needs.`, {
        hint: 'Choose another one in the settings of the step.',
      });
    const trouble = troubleOf(this.parts, record, environment);
    const error = trouble && fromErrorReport(trouble);
    return error && new UserError(error.code, error.message, error.hint === undefined ? {} : { hint: error.hint });
  }
}
