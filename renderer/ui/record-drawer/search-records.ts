import type { Sample } from '../../../core/base/sample.ts';
import { plainText } from '../values.ts';
import type { DataProvider, RecordHit } from './data-provider.ts';
import { originKey } from './origin-index.ts';

const MOST_HITS = 20;

/**
 * Source records with a value that is (first of all) or holds the words, at any step, rejected and filtered ones too. In the order of the flow; each once,
 * and at most twenty.
 */
export function searchRecords(provider: DataProvider, words: string): RecordHit[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  const whole = new Map<string, RecordHit>();
  const partly = new Map<string, RecordHit>();
  for (const { nodeId, name } of provider.steps) {
    const view = provider.view(nodeId);
    if (!view) continue;
    const samples = [...view.before, ...view.after].map(({ sample }) => sample);
    for (const sample of [...samples, view.rejected, view.filtered, view.duplicates]) if (sample) look(sample, name, wanted, whole, partly);
    if (whole.size >= MOST_HITS) break;
  }
  for (const [key, hit] of partly) if (!whole.has(key)) whole.set(key, hit);
  return [...whole.values()].slice(0, MOST_HITS);
}

function look(sample: Sample, step: string, wanted: string, whole: Map<string, RecordHit>, partly: Map<string, RecordHit>): void {
  for (const [at, row] of sample.rows.entries()) {
    const origin = sample.origins[at];
    if (!origin) continue;
    for (const [column, cell] of row.entries()) {
      const value = plainText(cell);
      const text = value.toLowerCase();
      if (!text.includes(wanted)) continue;
      const into = text === wanted ? whole : partly;
      const key = originKey(origin);
      if (into.size < MOST_HITS && !into.has(key)) into.set(key, { origin, step, field: sample.fields[column]?.name ?? '', value });
    }
  }
}
