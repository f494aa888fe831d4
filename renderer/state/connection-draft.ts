import type { ConnectionDetail, SecretState } from '../../core/api/connection-models.ts';
import { ENVIRONMENTS, type Environment } from '../../core/base/environment.ts';
import type { AnyConnectionSpec } from '../../core/catalog/connection-spec.ts';
import { sameJson } from './same-json.ts';

type Config = Readonly<Record<string, unknown>>;
type PerEnvironment<T> = Readonly<Record<Environment, T>>;

/** A connection as it is being changed. Nothing of it is kept before it is saved. */
export interface ConnectionDraft {
  kind: string;
  name: string;
  /** Null where it has no settings for an environment. */
  configs: PerEnvironment<Config | null>;
  /** Secrets that were typed, by name; empty: to be forgotten. */
  typed: PerEnvironment<Readonly<Record<string, string>>>;
  /** What is saved; null for a new one. */
  saved: ConnectionDetail | null;
  /** What a new one began with. */
  began: { name: string; configs: PerEnvironment<Config | null> };
}

/** A draft of what is saved. */
export function draftOf(saved: ConnectionDetail): ConnectionDraft {
  const { kind, name, configs } = saved;
  return { kind, name, configs, typed: { production: {}, test: {} }, saved, began: { name, configs } };
}

/** A new connection, with settings for the environment that is used now. */
export function newDraft(spec: AnyConnectionSpec, name: string, environment: Environment): ConnectionDraft {
  const configs = { production: null, test: null, [environment]: spec.defaults };
  return { kind: spec.kind, name, configs, typed: { production: {}, test: {} }, saved: null, began: { name, configs } };
}

/** A name that no connection has: "PostgreSQL", "PostgreSQL 2". */
export function freeName(title: string, taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? title : `${title} ${number}`;
    if (!names.has(name.toLowerCase())) return name;
  }
}

/** Whether settings or secrets of an environment are another than what is saved. */
export function isChangedIn(draft: ConnectionDraft, environment: Environment): boolean {
  return Object.keys(draft.typed[environment]).length > 0 || !sameJson(draft.configs[environment], draft.began.configs[environment]);
}

/** Whether anything would be lost with the draft. */
export function isChanged(draft: ConnectionDraft): boolean {
  return draft.name !== draft.began.name || ENVIRONMENTS.some((environment) => isChangedIn(draft, environment));
}

export function withConfig(draft: ConnectionDraft, environment: Environment, config: Config | null): ConnectionDraft {
  const typed = config === null ? { ...draft.typed, [environment]: {} } : draft.typed;
  return { ...draft, typed, configs: { ...draft.configs, [environment]: config } };
}

/** Null: what is kept stays as it is. */
export function withSecret(draft: ConnectionDraft, environment: Environment, name: string, value: string | null): ConnectionDraft {
  const { [name]: _before, ...others } = draft.typed[environment];
  return { ...draft, typed: { ...draft.typed, [environment]: value === null ? others : { ...others, [name]: value } } };
}

/** Hosts that the settings name and what is saved does not, so that secrets have to be given again. None where nothing is saved. */
export function newHosts(draft: ConnectionDraft, environment: Environment, spec: AnyConnectionSpec): string[] {
  const config = draft.configs[environment];
  const saved = draft.saved?.configs[environment];
  if (!config || !saved || sameJson(config, saved)) return [];
  const known = new Set(spec.hosts(saved));
  return spec.hosts(config).filter((host) => !known.has(host));
}

/** How a secret stands under the settings of the draft. */
export function secretIn(draft: ConnectionDraft, environment: Environment, name: string, spec: AnyConnectionSpec): SecretState {
  const config = draft.configs[environment] ?? spec.defaults;
  const asked = spec.secrets(config).find((one) => one.name === name);
  const kept = draft.saved?.environments[environment].secrets.find((one) => one.name === name);
  const about = { name, label: asked?.label ?? name, required: asked?.required ?? false };
  if (!kept) return { ...about, state: 'unset', changedAt: null };
  const isElsewhere = kept.state === 'set' && newHosts(draft, environment, spec).length > 0;
  return { ...kept, ...about, state: isElsewhere ? 'other-hosts' : kept.state };
}

/** What is given with a save or a test: null takes a secret away. */
export function givenSecrets(draft: ConnectionDraft, environment: Environment): Record<string, string | null> {
  return Object.fromEntries(Object.entries(draft.typed[environment]).map(([name, value]) => [name, value === '' ? null : value]));
}
