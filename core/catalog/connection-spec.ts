import type * as z from 'zod';
import type { Clock } from '../base/clock.ts';
import type { SharedTurns } from '../base/shared-turns.ts';
import type { StopSignal } from '../base/stop-signal.ts';
import type { ConnectionFamily, Families } from './families/families.ts';
import type { FormSection } from './form.ts';
import type { IconName, SettingProblem } from './node-spec.ts';
import { withSettings } from './settings-schema.ts';

/** Something that signs in and must be kept secret. Its value never goes to the window, a flow, a log or the history. */
export interface SecretField {
  /** Kebab-case, e.g. `password`; a form shows it by a field of this name with the widget `secret`. */
  name: string;
  label: string;
  /** The connection cannot be used without it. */
  required: boolean;
}

/**
 * All a kind of outside system says of itself without reaching out. Lives in `core/connections/<kind>/spec.ts`; pure, so the renderer may load it. `C` is the
 * parsed config of one environment; it holds nothing secret.
 */
export interface ConnectionSpec<C = Record<string, unknown>> {
  /** Folder name and id, kebab-case, e.g. `postgres`. Never changes. */
  readonly kind: string;
  /** Config version, from 1. */
  readonly version: number;
  readonly family: ConnectionFamily;
  readonly title: string;
  readonly icon: IconName;
  /** One sentence for the list of kinds. */
  readonly description: string;
  readonly keywords: readonly string[];
  /** Parses a stored config; every key has a default, so `parse({})` gives `defaults`. */
  readonly config: z.ZodType<C>;
  readonly defaults: C;
  readonly form: readonly FormSection[];
  /** Secrets that these settings ask for. */
  secrets(config: C): readonly SecretField[];
  /**
   * Hosts that are reached, with the port: `db.example:5432`. What signs in is bound to them: when they change, the secrets have to be given again.
   */
  hosts(config: C): readonly string[];
  /** Where it leads, in words: "payroll on db.example". At most about 60 characters. */
  summary(config: C): string;
  /** Settings that are missing or contradict each other. */
  check(config: C): SettingProblem[];
  /** Brings the stored config of an older version up to this one. */
  migrate?(config: Record<string, unknown>, from: number): Record<string, unknown>;
}

/** Declares a kind of connection, with its config type checked. `config` makes the schema, which gives the defaults: neither is made before it is asked for. */
export function defineConnection<C>({ config, ...said }: Omit<ConnectionSpec<C>, 'config' | 'defaults'> & { config(): z.ZodType<C> }): ConnectionSpec<C> {
  return withSettings(said, config);
}

/** A kind with its config type hidden, as the centre handles them all. */
// biome-ignore lint/suspicious/noExplicitAny: the config type differs per kind; the registry is where it is erased
export type AnyConnectionSpec = ConnectionSpec<any>;

/** The kinds of connections this program knows. */
export interface ConnectionCatalog {
  get(kind: string): AnyConnectionSpec | undefined;
  all(): readonly AnyConnectionSpec[];
}

/** Makes a catalog; two specs of one kind are a defect and throw. */
export function createConnectionCatalog(specs: readonly AnyConnectionSpec[]): ConnectionCatalog {
  const byKind = new Map<string, AnyConnectionSpec>();
  for (const spec of specs) {
    if (byKind.has(spec.kind)) throw new Error(`connection kind ${spec.kind} is registered twice`);
    byKind.set(spec.kind, spec);
  }
  return { get: (kind) => byKind.get(kind), all: () => specs };
}

/** Secrets by name, opened. Held in memory only. */
export type Secrets = Readonly<Record<string, string>>;

/** What opening a connection may reach beside the outside system itself. */
export interface ConnectContext {
  /** Name of the connection, for sentences. */
  readonly name: string;
  readonly clock: Clock;
  /** 0 <= x < 1. */
  random(): number;
  /** Ends waiting for the other side. */
  readonly signal: StopSignal;
  /**
   * To be called with everything that signs in and was got on the way, such as a token, before it is used: from then on it is taken out of all that is told
   * and kept, in every form in which the secrets of the connection are.
   */
  hide(secret: string): void;
  /** Turns of everything in this program that uses the connection in this environment, for limits of how fast it may be used. Absent: nobody else does. */
  readonly turns?: SharedTurns;
}

/** A connection in use. */
export interface OpenConnection<F extends ConnectionFamily = ConnectionFamily> {
  readonly use: Families[F];
  /** Gives everything back; never throws. */
  close(): Promise<void>;
}

/** One thing that a test of a connection looked at, in its order. Those after a failed one are not looked at. */
export interface TestedPart {
  /** `address`, `reach`, `encryption`, `identity`, `sign-in`, `database`, `folder`, `rights`. */
  part: string;
  ok: boolean;
  /** It could not be looked at without doing something there: nothing is known to be wrong with it, and nothing to be right. */
  untried?: true;
  /** "db.example is 10.0.0.7." or, when it failed, exactly what is wrong. */
  message: string;
  hint?: string;
  /**
   * What a person may accept so that the test goes on: the value for a setting of the config, e.g. the fingerprint of a host that is not known yet. Only
   * after it was looked at: accepting says that it is right.
   */
  accept?: { field: string; value: string };
}

/** What a kind's `run.ts` exports as `run`. What goes wrong is one of the errors that `core/connections/README.md` lists. */
export interface ConnectionRun<C, F extends ConnectionFamily = ConnectionFamily> {
  readonly family: F;
  open(config: C, secrets: Secrets, context: ConnectContext): Promise<OpenConnection<F>>;
  /** Looks at everything that could be wrong, one after another, and writes nothing. Gives each part as soon as it is known. */
  test(config: C, secrets: Secrets, context: ConnectContext): AsyncIterable<TestedPart>;
}

/** The work of a kind with its config type hidden, as the centre handles them all. */
// biome-ignore lint/suspicious/noExplicitAny: the config type differs per kind and was parsed by the kind's own schema
export type AnyConnectionRun = ConnectionRun<any>;

/** Types a `run.ts`: `export const run = defineConnectionRun<Config, 'database'>({ family: 'database', open, test })`. */
export function defineConnectionRun<C, F extends ConnectionFamily>(run: ConnectionRun<C, F>): ConnectionRun<C, F> {
  return run;
}
