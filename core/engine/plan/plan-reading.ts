import type { PlanGraph } from './plan-branches.ts';

/**
 * In which order the sources are read, and which input ports may get records too early. Sources before a `first` port are read before those of
 * the other ports of its step. Where that cannot be (one source feeds both, or two steps want it the other way round) the other ports are held:
 * their records wait on disk until the `first` port has ended. The source is still read once.
 */
export function orderReading(graph: PlanGraph): { readOrder: number[]; held: Set<string> } {
  const before = sourcesBefore(graph);
  const sources = graph.roles.flatMap((role, index) => (role === 'source' ? [index] : []));
  const mustFollow = new Map<number, Set<number>>(sources.map((source) => [source, new Set()]));
  const steps = stepsWithFirst(graph);
  for (const { first, others } of steps)
    for (const early of first.flatMap((port) => [...(before.get(port) ?? [])]))
      for (const late of others.flatMap((port) => [...(before.get(port) ?? [])])) if (early !== late) mustFollow.get(late)?.add(early);

  const readOrder: number[] = [];
  const left = new Set(sources);
  while (left.size > 0) {
    const free = [...left].find((source) => [...(mustFollow.get(source) ?? [])].every((other) => !left.has(other)));
    const next = free ?? Math.min(...left);
    readOrder.push(next);
    left.delete(next);
  }

  const held = new Set<string>();
  for (const { first, others } of steps) {
    const lastEarly = Math.max(-1, ...first.flatMap((port) => [...(before.get(port) ?? [])]).map((source) => readOrder.indexOf(source)));
    for (const port of others) {
      const positions = [...(before.get(port) ?? [])].map((source) => readOrder.indexOf(source));
      if (positions.some((position) => position <= lastEarly)) held.add(port);
    }
  }
  return { readOrder, held };
}

/** By `step port`: the sources whose records can come there. */
function sourcesBefore(graph: PlanGraph): Map<string, Set<number>> {
  const ofStep: Set<number>[] = [];
  const ofPort = new Map<string, Set<number>>();
  for (let step = 0; step < graph.count; step++) {
    const all = new Set<number>(graph.roles[step] === 'source' ? [step] : []);
    for (const link of graph.links) {
      if (link.to !== step) continue;
      const key = `${step} ${link.toPort}`;
      const there = ofPort.get(key) ?? new Set<number>();
      for (const source of ofStep[link.from] ?? []) {
        there.add(source);
        all.add(source);
      }
      ofPort.set(key, there);
    }
    ofStep.push(all);
  }
  return ofPort;
}

function stepsWithFirst(graph: PlanGraph): { first: string[]; others: string[] }[] {
  const ports = new Map<number, Set<string>>();
  for (const { to, toPort } of [...graph.links, ...graph.feeds]) ports.set(to, (ports.get(to) ?? new Set()).add(toPort));
  return [...ports]
    .map(([step, names]) => ({
      first: [...names].filter((port) => graph.isFirst(step, port)).map((port) => `${step} ${port}`),
      others: [...names].filter((port) => !graph.isFirst(step, port)).map((port) => `${step} ${port}`),
    }))
    .filter(({ first }) => first.length > 0);
}
