import type { Band } from '../../../core/catalog/propose-mapping.ts';
import { text } from '../../i18n/i18n.ts';

/** How sure a suggestion is, in words. */
export const BAND_WORDS: Readonly<Record<Band, string>> = { high: text('sure'), medium: text('likely'), low: text('a guess') };

/** Reasons of suggestions, as they are said by core. */
export const REASONS: readonly string[] = [
  text('same name'),
  text('same name, written another way'),
  text('means the same'),
  text('similar name'),
  text('the same values'),
  text('values of the same form'),
];
