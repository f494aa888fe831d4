import { PAPER_COLOURS, type PaperColour } from '../../core/flow/flow.ts';
import { text } from '../i18n/i18n.ts';

/** The colour of a group or note; of one this version does not know, or of none, the first. */
export function paperOf(colour: string | undefined): PaperColour {
  return PAPER_COLOURS.find((one) => one === colour) ?? PAPER_COLOURS[0];
}

/** Drawn by `told`. */
export const PAPER_WORDS: Readonly<Record<PaperColour, string>> = {
  grey: text('Grey'),
  yellow: text('Yellow'),
  green: text('Green'),
  blue: text('Blue'),
  rose: text('Rose'),
};
