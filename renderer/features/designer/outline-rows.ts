import type { Flow, FlowGroup, FlowNode, FlowNote } from '../../../core/flow/flow.ts';
import { topologicalOrder } from '../../../core/flow/graph.ts';
import { groupOf } from '../../../core/flow/groups.ts';
import { frameId, noteCardId } from '../../canvas/card-ids.ts';

/** One line of the list view: a step, a group before its steps, or a free note. */
export type OutlineRow =
  | { kind: 'step'; id: string; node: FlowNode; number: number; inGroup: boolean }
  | { kind: 'group'; id: string; group: FlowGroup; members: readonly string[] }
  | { kind: 'note'; id: string; note: FlowNote };

/**
 * The flow as a list: steps in the order in which records pass, those of a group together behind its name, where the first of them stands; of a collapsed
 * group only its name. Notes last.
 */
export function outlineRows(flow: Flow): OutlineRow[] {
  const { order, cyclic } = topologicalOrder(flow);
  const steps = [...order, ...cyclic].map((node, i) => ({ node, number: i + 1, group: groupOf(flow, node.id) }));
  const inside = Map.groupBy(steps, ({ group }) => group?.id);
  const said = new Set<string>();
  const rows = steps.flatMap(({ node, number, group }): OutlineRow[] => {
    if (!group) return [{ kind: 'step', id: node.id, node, number, inGroup: false }];
    if (said.has(group.id)) return [];
    said.add(group.id);
    const members = inside.get(group.id) ?? [];
    const head: OutlineRow = { kind: 'group', id: frameId(group.id), group, members: members.map((step) => step.node.id) };
    if (group.collapsed) return [head];
    return [head, ...members.map((step): OutlineRow => ({ kind: 'step', id: step.node.id, node: step.node, number: step.number, inGroup: true }))];
  });
  return [...rows, ...flow.notes.map((note): OutlineRow => ({ kind: 'note', id: noteCardId(note.id), note }))];
}
