import type { Flow } from '../flow/flow.ts';
import type { FlowKinds } from '../flow/kinds.ts';

/** The fields a flow's steps use as keys (settings called keys): what people look records up by. */
export function keyFieldsOf(flow: Flow, kinds: FlowKinds): string[] {
  const fields = flow.nodes.flatMap((node) => {
    const kind = kinds.get(node.kind);
    const config = kind?.config.safeParse(node.config);
    if (!kind || !config?.success) return [];
    return kind.uses(config.data).flatMap(({ field, setting }) => (/^keys\b/.test(setting) && field !== '' ? [field] : []));
  });
  return [...new Set(fields)];
}
