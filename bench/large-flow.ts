import { join } from 'node:path';
import { createFlow } from '../core/flow/edit.ts';
import type { Flow, FlowNode } from '../core/flow/flow.ts';

const COLUMNS = 25;
const STEPS = ['limit-rows', 'remove-duplicates', 'union-rows'] as const;

/** Rows of 25 steps that feed each other from left to right, and further links from row to row, up to `edges`: sources that read one file, and targets. */
export function largeFlow(nodes: number, edges: number, input: string, outputs: string): Flow {
  const cards = Array.from({ length: nodes }, (_, i): FlowNode => {
    const column = i % COLUMNS;
    const kind = column === 0 ? 'csv-source' : column === COLUMNS - 1 ? 'csv-target' : (STEPS[column % 3] ?? 'union-rows');
    const config = column === 0 ? { path: input } : column === COLUMNS - 1 ? { path: join(outputs, `${i}.csv`) } : {};
    return { id: `n${i}`, kind, version: 1, name: `Step ${i}`, position: { x: column * 290, y: Math.floor(i / COLUMNS) * 130 }, config };
  });
  const links: Flow['edges'] = [];
  const link = (a: number, b: number) => links.push({ id: `e${links.length}`, from: { node: `n${a}`, port: 'out' }, to: { node: `n${b}`, port: 'in' } });
  for (let i = 0; i + 1 < nodes && links.length < edges; i++) if (i % COLUMNS < COLUMNS - 1) link(i, i + 1);
  for (let i = 0; i + COLUMNS + 1 < nodes && links.length < edges; i++) if (i % COLUMNS < COLUMNS - 2) link(i, i + COLUMNS + 1);
  return { ...createFlow('large', 'A large flow'), nodes: cards, edges: links };
}
