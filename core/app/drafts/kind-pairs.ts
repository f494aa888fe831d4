import * as z from 'zod';
import type { FlowTable } from '../../store/flows.ts';

const links = z.object({
  nodes: z.array(z.object({ id: z.string(), kind: z.string() })),
  edges: z.array(z.object({ from: z.object({ node: z.string() }), to: z.object({ node: z.string() }) })),
});
type Pairs = Readonly<Record<string, number>>;

/** After so many documents the program answers others before it goes on. */
const AT_A_TIME = 25;

/**
 * How often a kind of step follows another in the flows that are stored, by both kinds with a space between. Each version is read once: asked again,
 * only flows that were saved meanwhile are looked at, and deleted ones no longer count.
 */
export class KindPairs {
  readonly #flows: Pick<FlowTable, 'list' | 'text'>;
  #known = new Map<string, { version: number; pairs: Pairs }>();

  constructor(flows: Pick<FlowTable, 'list' | 'text'>) {
    this.#flows = flows;
  }

  async count(): Promise<Record<string, number>> {
    const known = new Map<string, { version: number; pairs: Pairs }>();
    let read = 0;
    for (const { flowId, version } of this.#flows.list()) {
      const before = this.#known.get(flowId);
      if (before?.version === version) known.set(flowId, before);
      else {
        known.set(flowId, { version, pairs: pairsIn(this.#flows.text(flowId, version)) });
        if (++read % AT_A_TIME === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    }
    this.#known = known;
    const total: Record<string, number> = {};
    for (const { pairs } of known.values()) for (const [pair, count] of Object.entries(pairs)) total[pair] = (total[pair] ?? 0) + count;
    return total;
  }
}

function pairsIn(text: string): Pairs {
  const { nodes = [], edges = [] } = links.safeParse(JSON.parse(text)).data ?? {};
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const pairs: Record<string, number> = {};
  for (const { from, to } of edges) {
    const pair = `${kinds.get(from.node)} ${kinds.get(to.node)}`;
    pairs[pair] = (pairs[pair] ?? 0) + 1;
  }
  return pairs;
}
