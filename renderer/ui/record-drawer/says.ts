import type { Sample } from '../../../core/base/sample.ts';
import { countOf, formatAgo, formatCount } from '../words.ts';

/** The sentence that says what is on the screen: which part of how many, how old, and that nothing was written. */
export function saysWhat(sample: Sample, kind: 'preview' | 'run', takenAt: number | null, now: number, sampled = ''): string {
  const count = kind === 'preview' && sample.rows.length >= sample.total ? countOf(sample.total, 'sample record') : portion(sample);
  const parts = [sampled === '' ? count : `${count} ${sampled}`];
  if (takenAt !== null) parts.push(`taken ${formatAgo(takenAt, now)}`);
  const sentences = [`${parts.join(', ')}.`];
  if (kind === 'preview') sentences.push('Nothing was written.');
  if (sample.cut) sentences.push('Long values are cut.');
  return sentences.join(' ');
}

function portion(sample: Sample): string {
  const shown = sample.rows.length;
  if (shown >= sample.total) return shown === 1 ? 'The only record' : `All ${countOf(shown, 'record')}`;
  if (sample.first >= shown) return `First ${formatCount(shown)} of ${formatCount(sample.total)}`;
  return `First ${formatCount(sample.first)} and ${formatCount(shown - sample.first)} picked at random of ${formatCount(sample.total)}`;
}
