import type * as z from 'zod';
import type { Field } from '../base/field.ts';

/** Fields per port; `null` when they are not known. */
export type PortFields = Readonly<Record<string, readonly Field[] | null>>;

// biome-ignore lint/suspicious/noExplicitAny: the config type differs per kind and is erased here
type AnyConfig = any;

/** A port that records (or a start) leave by. */
export interface FlowOutput {
  readonly name: string;
  readonly label: string;
  readonly carries?: 'data' | 'reject' | 'start';
}

/** A port that records arrive at. */
export interface FlowInput {
  readonly name: string;
  readonly label: string;
  readonly required?: boolean;
  readonly many?: boolean;
  readonly first?: boolean;
  readonly moves?: boolean;
  readonly sameFields?: boolean;
}

/** What the flow document's functions need to know of a node kind. Every `NodeSpec` of the catalog has this shape. */
export interface FlowKind {
  readonly kind: string;
  readonly version: number;
  readonly role: 'trigger' | 'source' | 'transform' | 'target';
  readonly title: string;
  readonly inputs: readonly FlowInput[];
  /** Those of the inputs that these settings have a use for, for a kind that does not always need all. `inputsOf` asks it. */
  inputsFor?(config: AnyConfig): readonly FlowInput[];
  readonly outputs: readonly FlowOutput[];
  /** The outputs under these settings, for a kind whose outputs depend on them. `outputsOf` asks it. */
  outputsFor?(config: AnyConfig): readonly FlowOutput[];
  readonly config: z.ZodType<AnyConfig>;
  check(config: AnyConfig, arriving: PortFields): { code: string; field: string; message: string; hint?: string; severity?: 'error' | 'warning' }[];
  fields(config: AnyConfig, arriving: PortFields): Record<string, Field[] | null>;
  uses(config: AnyConfig): { port: string; field: string; setting: string }[];
  writes?(config: AnyConfig): string[];
  effects(config: AnyConfig): 'none' | 'reads' | 'repeat-safe-write' | 'appending-write';
  /** Brings the config of an older version up to this one. */
  migrate?(config: Record<string, unknown>, from: number): Record<string, unknown>;
}

/** The node kinds at hand, asked by name. */
export interface FlowKinds {
  get(kind: string): FlowKind | undefined;
}

/**
 * The inputs a step is shown with: those that these stored settings have a use for, and any that is connected all the same. Such a link does no harm, and
 * settings may come to need it again.
 */
export function inputsOf(
  kind: Pick<FlowKind, 'inputs' | 'inputsFor' | 'config'>,
  config: unknown,
  isConnected: (port: string) => boolean,
): readonly FlowInput[] {
  const parsed = kind.inputsFor && kind.config.safeParse(config);
  if (!kind.inputsFor || !parsed?.success) return kind.inputs;
  const wanted = new Set(kind.inputsFor(parsed.data).map(({ name }) => name));
  return kind.inputs.filter(({ name }) => wanted.has(name) || isConnected(name));
}

/** The outputs of a kind under these stored settings; those it declares at large where it has no say of its own or the settings cannot be parsed. */
export function outputsOf(kind: Pick<FlowKind, 'outputs' | 'outputsFor' | 'config'>, config: unknown): readonly FlowOutput[] {
  if (!kind.outputsFor) return kind.outputs;
  const parsed = kind.config.safeParse(config);
  return parsed.success ? kind.outputsFor(parsed.data) : kind.outputs;
}

/** The output of that name of a node with these settings. */
export function outputNamed(kind: FlowKind | undefined, config: unknown, name: string): FlowOutput | undefined {
  return kind && outputsOf(kind, config).find((port) => port.name === name);
}
