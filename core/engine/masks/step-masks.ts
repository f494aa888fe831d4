import type { Field } from '../../base/field.ts';
import type { AnyNodeSpec } from '../../catalog/catalog.ts';
import type { FieldMask } from '../../flow/flow.ts';
import type { PlanStep } from '../plan/plan.ts';
import { type MaskWay, strongerWay } from './mask-value.ts';

/**
 * Which fields at one step must be unreadable in what is kept: those that the flow names, and those that the step makes of them. What a step makes is told
 * by its kind; where that cannot be told, everything new counts as made of all that arrived, and is left out.
 */
export class StepMasks {
  readonly #named: ReadonlyMap<string, FieldMask['way']>;
  readonly #step: Pick<PlanStep, 'name' | 'role' | 'config'>;
  readonly #spec: AnyNodeSpec | undefined;
  readonly #arrived = new Map<string, Map<string, MaskWay | null>>();
  #leaving = new Map<string, MaskWay | null>();

  constructor(masks: readonly FieldMask[], step: Pick<PlanStep, 'name' | 'role' | 'config'>, spec: AnyNodeSpec | undefined) {
    this.#named = new Map(masks.flatMap(({ field, way }) => [[field, way] as const, ...outer(field)]));
    this.#step = step;
    this.#spec = spec;
  }

  /** Fields arrive at a port; `wayOf` says how they are masked where they leave. */
  arrive(port: string, names: readonly string[], wayOf: (name: string) => MaskWay | null): void {
    let there = this.#arrived.get(port);
    if (!there) {
      there = new Map();
      this.#arrived.set(port, there);
    }
    for (const name of names) {
      const way = strongerWay(there.get(name) ?? null, this.#explicit(name) === undefined ? wayOf(name) : (this.#explicit(name) as MaskWay | null));
      if (there.has(name) && there.get(name) === way) continue;
      there.set(name, way);
      this.#leaving = new Map();
    }
  }

  /** How a field is masked that arrives at the step, or null. */
  wayIn(name: string): MaskWay | null {
    const explicit = this.#explicit(name);
    if (explicit !== undefined) return explicit;
    let way: MaskWay | null = null;
    for (const names of this.#arrived.values()) way = strongerWay(way, names.get(name) ?? null);
    return way;
  }

  /** How a field is masked that leaves the step, or null. */
  wayOut(name: string): MaskWay | null {
    let way = this.#leaving.get(name);
    if (way === undefined) {
      way = this.#find(name);
      this.#leaving.set(name, way);
    }
    return way;
  }

  /** How a field of the records on the reject port is masked: they are as they arrived, and their reasons show values. */
  wayRejected(name: string): MaskWay | null {
    if (this.hidesAnything && (name === 'reject_reason' || name === 'reject_value')) return 'hide';
    return this.#step.role === 'source' ? this.wayOut(name) : this.wayIn(name);
  }

  /** Whether any field here is masked: then nobody can tell what free text of the step holds. */
  get hidesAnything(): boolean {
    if (this.#step.role === 'source') return this.#named.size > 0;
    return this.#maskedNames().length > 0;
  }

  /** Whether what a sentence of the step quotes is a field's name or stands in its settings, and so is no value of a record. */
  isNamed(quoted: string): boolean {
    for (const names of this.#arrived.values()) if (names.has(quoted)) return true;
    for (const text of textsIn(this.#step.config)) if (quoted === text || quoted.endsWith(`/${text}`) || quoted.endsWith(`\\${text}`)) return true;
    return quoted === this.#step.name;
  }

  #find(name: string): MaskWay | null {
    const explicit = this.#explicit(name);
    if (explicit !== undefined) return explicit;
    if (this.#step.role === 'source') return null;
    const masked = this.#maskedNames();
    if (masked.length === 0) return null;
    const made = this.#spec?.madeOf?.(this.#step.config, name, masked) ?? null;
    if (made)
      return made.from.length === 0 ? null : made.copied ? made.from.reduce<MaskWay | null>((way, from) => strongerWay(way, this.wayIn(from)), null) : 'hide';
    return this.#passesThrough(name) ? this.wayIn(name) : 'hide';
  }

  /** Whether a field leaves only because it arrives: without it the step would not give it. */
  #passesThrough(name: string): boolean {
    if (!this.#spec) return false;
    let arrives = false;
    const without: Record<string, Field[]> = {};
    for (const [port, names] of this.#arrived) {
      arrives ||= names.has(name);
      without[port] = [...names.keys()].filter((one) => one !== name).map((one) => ({ name: one, type: 'any' }));
    }
    if (!arrives) return false;
    try {
      return Object.values(this.#spec.fields(this.#step.config, without)).every((fields) => fields?.every((field) => field.name !== name) === true);
    } catch {
      // A kind that cannot say what it gives without the field: then it may make it.
      return false;
    }
  }

  #maskedNames(): string[] {
    const masked: string[] = [];
    for (const names of this.#arrived.values()) for (const [name] of names) if (this.wayIn(name) !== null) masked.push(name);
    return masked;
  }

  /** What the flow says of a field by name; undefined when it does not name it. */
  #explicit(name: string): MaskWay | null | undefined {
    const way = this.#named.get(name);
    return way === undefined ? undefined : way === 'show' ? null : way;
  }
}

/** `person.iban` may also be a part of a field `person`: then all of that is left out. */
function outer(field: string): [string, 'hide'][] {
  const at = field.search(/[.[]/);
  return at > 0 ? [[field.slice(0, at), 'hide']] : [];
}

/** All texts in a step's settings. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (value !== '') yield value;
  } else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* textsIn(part);
}
