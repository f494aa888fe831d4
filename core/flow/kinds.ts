import type * as z from 'zod';
import type { Field } from '../base/field.ts';

/** Fields per port; `null` when they are not known. */
export type PortFields = Readonly<Record<string, readonly Field[] | null>>;

// biome-ignore lint/suspicious/noExplicitAny: the config type differs per kind and is erased here
type AnyConfig = any;

/** What the flow document's functions need to know of a node kind. Every `NodeSpec` of the catalog has this shape. */
export interface FlowKind {
  readonly kind: string;
  readonly version: number;
  readonly role: 'trigger' | 'source' | 'transform' | 'target';
  readonly title: string;
  readonly inputs: readonly { name: string; label: string; required?: boolean; many?: boolean; first?: boolean }[];
  readonly outputs: readonly { name: string; label: string; carries?: 'data' | 'reject' | 'start' }[];
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
