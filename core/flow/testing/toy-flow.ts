import { addNode, connect, createFlow } from '../edit.ts';
import type { Flow } from '../flow.ts';

const VERSIONS: Record<string, number> = { pick: 2 };

/** Builds a flow from "a:read b:pick c:write" and "a>b b>c" (ports `out`>`in` unless written `a.rejected>c`). */
export function toyFlow(nodes: string, edges: string, configs: Record<string, Record<string, unknown>> = {}): Flow {
  let flow = createFlow('f1', 'Toy');
  nodes
    .split(/\s+/)
    .filter(Boolean)
    .forEach((text, index) => {
      const [id = '', kind = ''] = text.split(':');
      flow = addNode(flow, { id, kind, version: VERSIONS[kind] ?? 1, name: id, position: { x: index * 100, y: 0 }, config: configs[id] ?? {} });
    });
  edges
    .split(/\s+/)
    .filter(Boolean)
    .forEach((text, index) => {
      const [from = '', to = ''] = text.split('>');
      const [a = '', aPort = 'out'] = from.split('.');
      const [b = '', bPort = 'in'] = to.split('.');
      flow = connect(flow, `e${index}`, { node: a, port: aPort }, { node: b, port: bPort });
    });
  return flow;
}
