import type { Band } from '../../../core/catalog/propose-mapping.ts';
import { text, told } from '../../i18n/i18n.ts';

/** How sure a suggestion is, in words. */
export const BAND_WORDS: Readonly<Record<Band, string>> = { high: text('sure'), medium: text('likely'), low: text('a guess') };

const REASONS: readonly string[] = [
  text('same name'),
  text('same name, written another way'),
  text('means the same'),
  text('similar name'),
  text('the same values'),
  text('values of the same form'),
];

/** A reason that core gives for a suggestion, in words of the window. */
export function reasonWords(reason: string): string {
  return told(REASONS.find((known) => known === reason) ?? reason);
}
