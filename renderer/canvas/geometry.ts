export const CARD_WIDTH = 224;
/** A card without a list of ports. */
export const CARD_HEIGHT = 50;
/** What the counts below a card take. */
export const STRIP_HEIGHT = 24;
/** One port in the list that a card has on a side with several. */
export const PORT_ROW = 20;
export const LIST_TOP = CARD_HEIGHT - 1;
export const LIST_END = 9;
/** Between two cards that follow each other. */
export const COLUMN_GAP = 64;
export const ROW_GAP = 46;

export interface PortSpot {
  name: string;
  /** Drawn by `told`. */
  label: string;
  /** `lost`: a link uses it, but the step no longer has it. */
  kind: 'data' | 'reject' | 'start' | 'lost';
  side: 'left' | 'right' | 'bottom';
  /** Pixels from the card's top (left and right) or from its left (bottom). */
  at: number;
  /** One of several on its side: its label stands beside it on the card. */
  listed?: boolean;
}
