import type { FlowRow } from '../../../core/api/flow-models.ts';

export type FlowColumn = 'name' | 'lastRun' | 'nextDue' | 'updatedAt' | 'live';
export interface FlowOrder {
  by: FlowColumn;
  down: boolean;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The flows whose name or description holds all words of the query, in the order asked for; ties go by name. */
export function sortFlows(flows: readonly FlowRow[], query: string, { by, down }: FlowOrder): FlowRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = flows.filter((flow) => {
    const text = `${flow.name} ${flow.description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const key = KEYS[by];
  return found.sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    const byKey = left === null || right === null ? Number(left === null) - Number(right === null) : (left - right) * (down ? -1 : 1);
    return byKey || collator.compare(a.name, b.name) * (by === 'name' && down ? -1 : 1);
  });
}

/** What a column sorts by; nothing (null) always comes last. */
const KEYS: Readonly<Record<FlowColumn, (flow: FlowRow) => number | null>> = {
  name: () => 0,
  lastRun: (flow) => flow.lastRun?.queuedAt ?? null,
  nextDue: (flow) => flow.live.nextDue,
  updatedAt: (flow) => flow.updatedAt,
  live: (flow) => (flow.live.live ? 0 : 1),
};
