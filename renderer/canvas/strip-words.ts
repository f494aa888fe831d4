import type { StepFacts } from '../../core/base/run-facts.ts';
import { t } from '../i18n/i18n.ts';
import type { TileRole } from '../ui/RoleTile.tsx';
import { formatShortCount } from '../ui/words.ts';

export interface StripPart {
  text: string;
  /** Rejected records are shown in the colour of trouble. */
  bad?: boolean;
}

/** The counts under a card: what came, what left, and where the difference went. A sample is never written to its targets. */
export function stripWords(role: TileRole, { counts }: Pick<StepFacts, 'counts'>, sampled = false): StripPart[] {
  const n = formatShortCount;
  const parts: StripPart[] = [];
  if (role === 'trigger') return [];
  if (role === 'source') parts.push({ text: t('{{number}} read', { number: n(counts.in) }) });
  else if (role === 'target' && sampled) parts.push({ text: t('{{number}} would be written', { number: n(counts.in - counts.rejected) }) });
  else if (role === 'target') parts.push({ text: t('{{number}} delivered', { number: n(counts.out) }) });
  else {
    // What was only read to look others up in would make the difference look like a loss.
    const came = counts.in - counts.used;
    parts.push({
      text: came === counts.out ? t('{{number}} in and out', { number: n(came) }) : t('{{in}} in, {{out}} out', { in: n(came), out: n(counts.out) }),
    });
  }
  if (counts.filtered > 0) parts.push({ text: t('{{number}} filtered', { number: n(counts.filtered) }) });
  if (counts.duplicates > 0) parts.push({ text: t('{{count}} duplicates', { count: counts.duplicates }) });
  if (counts.rejected > 0) parts.push({ text: t('{{number}} rejected', { number: n(counts.rejected) }), bad: true });
  return parts;
}
