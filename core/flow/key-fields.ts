import type { Flow } from './flow.ts';
import type { FlowKinds } from './kinds.ts';

/** Of documents that nobody can change. */
const known = new WeakMap<Flow, { kinds: FlowKinds; fields: readonly string[] }>();

/** The fields a flow's steps use as keys (settings called keys): what people look records up by. */
export function keyFieldsOf(flow: Flow, kinds: FlowKinds): readonly string[] {
  const before = known.get(flow);
  if (before?.kinds === kinds) return before.fields;
  const fields = findKeyFields(flow, kinds);
  if (Object.isFrozen(flow)) known.set(flow, { kinds, fields });
  return fields;
}

function findKeyFields(flow: Flow, kinds: FlowKinds): string[] {
  const fields = flow.nodes.flatMap((node) => {
    const kind = kinds.get(node.kind);
    const config = kind?.config.safeParse(node.config);
    if (!kind || !config?.success) return [];
    return kind.uses(config.data).flatMap(({ field, setting }) => (/^keys\b/.test(setting) && field !== '' ? [field] : []));
  });
  return [...new Set(fields)];
}
