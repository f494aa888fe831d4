import type { StepFacts } from '../../core/base/run-facts.ts';
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
  if (role === 'source') parts.push({ text: `${n(counts.in)} read` });
  else if (role === 'target' && sampled) parts.push({ text: `${n(counts.in - counts.rejected)} would be written` });
  else if (role === 'target') parts.push({ text: `${n(counts.out)} delivered` });
  else parts.push({ text: counts.in === counts.out ? `${n(counts.in)} in and out` : `${n(counts.in)} in, ${n(counts.out)} out` });
  if (counts.filtered > 0) parts.push({ text: `${n(counts.filtered)} filtered` });
  if (counts.duplicates > 0) parts.push({ text: `${n(counts.duplicates)} ${counts.duplicates === 1 ? 'duplicate' : 'duplicates'}` });
  if (counts.rejected > 0) parts.push({ text: `${n(counts.rejected)} rejected`, bad: true });
  return parts;
}
