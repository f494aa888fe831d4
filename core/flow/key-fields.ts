import type { Flow, FlowNode } from './flow.ts';
import type { FlowKind, FlowKinds } from './kinds.ts';

/** By the settings of a step; a document is never changed, so that an edit of one step leaves those of all others the same. */
const known = new WeakMap<FlowNode['config'], { kind: FlowKind; fields: readonly string[] }>();

/** The fields a flow's steps use as keys (settings called keys): what people look records up by. */
export function keyFieldsOf(flow: Flow, kinds: FlowKinds): readonly string[] {
  return [...new Set(flow.nodes.flatMap((node) => keyFieldsOfStep(node, kinds)))];
}

function keyFieldsOfStep({ kind: kindId, config }: FlowNode, kinds: FlowKinds): readonly string[] {
  const kind = kinds.get(kindId);
  if (!kind) return [];
  const before = known.get(config);
  if (before?.kind === kind) return before.fields;
  const read = kind.config.safeParse(config);
  const fields = read.success ? kind.uses(read.data).flatMap(({ field, setting }) => (/^keys\b/.test(setting) && field !== '' ? [field] : [])) : [];
  known.set(config, { kind, fields });
  return fields;
}
