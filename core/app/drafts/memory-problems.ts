import type { Catalog } from '../../catalog/catalog.ts';
import type { Flow, Problem } from '../../flow/flow.ts';
import { memoryOf } from '../runs/step-memory.ts';

/** What a careful person would look at where sources read only what is new: runs that may overlap, and personal fields that must be remembered as they are. */
export function memoryProblems(flow: Flow, catalog: Catalog): Problem[] {
  const personal = new Set((flow.settings.masks ?? []).filter(({ way }) => way !== 'show').map(({ field }) => field));
  return flow.nodes.flatMap((node): Problem[] => {
    const memory = memoryOf({ catalog }, node);
    if (!memory) return [];
    const problems: Problem[] = [];
    const warn = (code: string, message: string, hint: string) => problems.push({ severity: 'warning', code, node: node.id, message, hint });
    if (flow.settings.concurrency === 'parallel')
      warn(
        'runs-may-overlap',
        `Two runs at once would both read on from where ${node.name} stands, and deliver the same twice.`,
        'Let runs of this flow wait for each other, in the settings of the flow.',
      );
    const kept = memory.by === 'value' ? [memory.field, memory.tie].filter((field) => personal.has(field)) : [];
    if (kept.length > 0)
      warn(
        'position-is-personal',
        `The last value of ${kept.join(' and ')} is kept as it is, although it is a personal field: ${node.name} needs it to read on.`,
        'Use another column that only grows.',
      );
    return problems;
  });
}
