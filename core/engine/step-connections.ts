import type { Clock } from '../base/clock.ts';
import type { Environment } from '../base/environment.ts';
import { type ErrorReport, fromErrorReport, UserError } from '../base/errors.ts';
import { createLearningRedactor, type LearningRedactor, NO_REDACTION, type Redactor } from '../base/redact.ts';
import { SharedTurns } from '../base/shared-turns.ts';
import type { AnyConnectionRun, OpenConnection, Secrets } from '../catalog/connection-spec.ts';
import type { ConnectionFamily, Families } from '../catalog/families/families.ts';
import { redactedError, redactedUse } from './threads/redacted-use.ts';

/** A connection as a run is given it: the settings of its environment, and its secrets, opened. Never written down. */
export interface JobConnection {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** Whose settings these are, and which revision of them: what was read with others is not kept for these. */
  readonly environment: Environment;
  readonly revision: number;
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets: Secrets;
  /** What all who use it in this program take turns by. */
  readonly turns?: SharedArrayBuffer;
  /** Why it cannot be used: not set for this environment, the vault is locked. */
  readonly trouble?: ErrorReport;
}

/** What opening connections needs. */
export interface ConnectionDeps {
  readonly clock: Clock;
  random(): number;
  readonly signal: AbortSignal;
  /** Loads what speaks to a kind; absent where nothing outside is to be reached. */
  readonly loadConnection: ((kind: string) => Promise<AnyConnectionRun>) | undefined;
}

/**
 * The connections of one run: each is opened when a step first asks for it, and shared. No error that leaves one holds a secret of any of them, nor what one has
 * got to sign in since.
 */
export class StepConnections {
  /** Takes out of text what signs in at these connections, also what came to be known only while they were in use. */
  readonly redactor: Redactor;
  readonly #learning: LearningRedactor;
  readonly #known: ReadonlyMap<string, JobConnection>;
  readonly #deps: ConnectionDeps;
  readonly #open = new Map<string, Promise<OpenConnection>>();

  constructor(known: readonly JobConnection[], deps: ConnectionDeps) {
    this.#known = new Map(known.map((one) => [one.id, one]));
    this.#deps = deps;
    this.#learning = createLearningRedactor(known.flatMap(({ secrets }) => Object.values(secrets)));
    this.redactor = known.length === 0 ? NO_REDACTION : this.#learning;
  }

  /** See `StepContext.connection`. One that could not be opened is tried again at the next call. */
  async use<F extends ConnectionFamily>(family: F, id: string): Promise<Families[F]> {
    if (id === '') throw new UserError('connection-unset', 'No connection is chosen.', { hint: 'Choose one in the settings of the step.' });
    const known = this.#known.get(id);
    if (!known)
      throw new UserError('connection-gone', 'The connection this step uses no longer exists.', {
        hint: 'Choose another one in the settings of the step, or make a new one under Connections.',
      });
    if (known.trouble) throw fromErrorReport(known.trouble);
    const { loadConnection, clock, random, signal } = this.#deps;
    if (!loadConnection) throw new UserError('connection-unset', `"${known.name}" cannot be reached from here.`);
    const run = await loadConnection(known.kind);
    if (run.family !== family)
      throw new UserError('connection-not-fit', `"${known.name}" is not the kind of connection that this step needs.`, {
        hint: 'Choose another one in the settings of the step.',
      });
    let open = this.#open.get(id);
    if (!open) {
      const { redactor } = this;
      const hide = (secret: string) => this.#learning.learn(secret);
      open = run.open(known.config, known.secrets, { name: known.name, clock, random, signal, hide, turns: new SharedTurns(known.turns) }).then(
        (opened) => ({ use: redactedUse(opened.use, redactor), close: () => opened.close() }),
        (error: unknown) => {
          throw redactedError(error, redactor);
        },
      );
      this.#open.set(id, open);
      open.catch(() => this.#open.delete(id));
    }
    return (await open).use as Families[F];
  }

  /** Closes what was opened. */
  async close(): Promise<void> {
    const all = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(all.map((open) => open.then((one) => one.close()).catch(() => undefined)));
  }
}
