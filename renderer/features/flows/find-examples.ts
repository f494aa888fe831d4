import type { ExampleRow } from '../../../core/api/flow-models.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { told } from '../../i18n/i18n.ts';

/** Examples in which every word of the query stands: in name, description, names of steps or titles of their kinds, as written and as drawn. */
export function findExamples(examples: readonly ExampleRow[], query: string): readonly ExampleRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return examples.filter(({ name, description, steps }) => {
    const titles = steps.map(({ kind }) => catalog.get(kind)?.title ?? '');
    const written = [name, description, ...titles];
    const all = [...written, ...written.map(told), ...steps.map((step) => step.name)].join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
