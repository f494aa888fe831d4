import type { Sample } from '../../core/base/sample.ts';

const MOST = 40;

/** Values seen in a field, most frequent first, to offer while a value is typed. */
export function distinctTexts(sample: Sample | null, field: string): string[] {
  const at = sample?.fields.findIndex((one) => one.name === field) ?? -1;
  if (!sample || at < 0) return [];
  const counts = new Map<string, number>();
  for (const row of sample.rows) {
    const value = row[at];
    if (value === null || value === undefined || value === '' || typeof value === 'object') continue;
    const text = String(value);
    if (text.length <= 80) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST)
    .map(([text]) => text);
}
