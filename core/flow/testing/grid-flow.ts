import { createFlow } from '../edit.ts';
import type { Flow, FlowNode } from '../flow.ts';

const COLUMNS = 25;

/** What a card of a grid is: by its column, its place in the whole, and how many columns there are. */
export type StepAt = (column: number, place: number, columns: number) => Pick<FlowNode, 'kind' | 'version' | 'config'>;

/** A large flow for tests and benches: rows of 25 steps that feed each other from left to right, and further links from row to row, up to `edges`. */
export function gridFlow(nodes: number, edges: number, stepAt: StepAt, id = 'grid'): Flow {
  const cards = Array.from({ length: nodes }, (_, i): FlowNode => {
    const column = i % COLUMNS;
    return { ...stepAt(column, i, COLUMNS), id: `n${i}`, name: `Step ${i}`, position: { x: column * 290, y: Math.floor(i / COLUMNS) * 130 } };
  });
  const links: Flow['edges'] = [];
  const join = (a: number, b: number) => links.push({ id: `e${links.length}`, from: { node: `n${a}`, port: 'out' }, to: { node: `n${b}`, port: 'in' } });
  for (let i = 0; i + 1 < nodes && links.length < edges; i++) if (i % COLUMNS < COLUMNS - 1) join(i, i + 1);
  for (let i = 0; i + COLUMNS + 1 < nodes && links.length < edges; i++) if (i % COLUMNS < COLUMNS - 2) join(i, i + COLUMNS + 1);
  return { ...createFlow(id, 'A large flow'), nodes: cards, edges: links };
}
