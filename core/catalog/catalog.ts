import type { NodeSpec } from './node-spec.ts';

/** A kind with its config type hidden, as the centre handles them all. Only `parse`d configs go into its functions. */
// biome-ignore lint/suspicious/noExplicitAny: the config type differs per kind; the registry is where it is erased
export type AnyNodeSpec = NodeSpec<any>;

/** The kinds this program knows. The centre asks it by name and never names a kind itself. */
export interface Catalog {
  get(kind: string): AnyNodeSpec | undefined;
  all(): readonly AnyNodeSpec[];
}

/** Makes a catalog; two specs of one kind are a defect and throw. */
export function createCatalog(specs: readonly AnyNodeSpec[]): Catalog {
  const byKind = new Map<string, AnyNodeSpec>();
  for (const spec of specs) {
    if (byKind.has(spec.kind)) throw new Error(`node kind ${spec.kind} is registered twice`);
    byKind.set(spec.kind, spec);
  }
  return { get: (kind) => byKind.get(kind), all: () => specs };
}
