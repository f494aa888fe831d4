import type { ExampleRow } from '../../../core/api/flow-models.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { told } from '../../i18n/i18n.ts';

/** Examples in which every word of the query stands: in name, description, names of steps titles or other words of their kinds, as written and as drawn. */
export function findExamples(examples: readonly ExampleRow[], query: string): readonly ExampleRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return examples.filter(({ name, description, steps }) => {
    const specs = steps.flatMap(({ kind }) => catalog.get(kind) ?? []);
    const written = [name, description, ...specs.map(({ title }) => title)];
    const all = [...written, ...written.map(told), ...steps.map((step) => step.name), ...specs.flatMap(({ keywords }) => keywords)].join('\n').toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
