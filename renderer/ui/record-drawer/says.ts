import type { Sample } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import { formatAgo } from '../words.ts';

/** The sentence that says what is on the screen: which part of how many, how old, and that nothing was written. */
export function saysWhat(sample: Sample, kind: 'preview' | 'run', takenAt: number | null, now: number, sampled = ''): string {
  const count = kind === 'preview' && sample.rows.length >= sample.total ? t('{{count}} sample records', { count: sample.total }) : portion(sample);
  const parts = [sampled === '' ? count : `${count} ${sampled}`];
  if (takenAt !== null) parts.push(t('taken {{ago}}', { ago: formatAgo(takenAt, now) }));
  const sentences = [`${parts.join(', ')}.`];
  if (kind === 'preview') sentences.push(t('Nothing was written.'));
  if (sample.cut) sentences.push(t('Long values are cut.'));
  return sentences.join(' ');
}

function portion(sample: Sample): string {
  const shown = sample.rows.length;
  if (shown >= sample.total) return shown === 1 ? t('The only record') : t('All {{number}} records', { number: shown });
  if (sample.first >= shown) return t('First {{shown}} of {{total}}', { shown, total: sample.total });
  return t('First {{first}} and {{picked}} picked at random of {{total}}', { first: sample.first, picked: shown - sample.first, total: sample.total });
}
