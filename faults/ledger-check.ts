/** What the ledger of one round's runs says, and what the target holds of that round's records. */
export interface RoundBooks {
  /** Effects that wrote something and have a receipt. */
  done: number;
  /** Effects that were meant, and nobody knows whether they happened. */
  unknown: number;
  /** How often each record of the round is found at the target. */
  copies: number;
  /** Whether a second write adds to the first, instead of taking its place. */
  adds: boolean;
}

/** Copies that no effect of the ledger explains. */
export function unexplained({ done, unknown, copies }: RoundBooks): number {
  return Math.max(0, copies - done - unknown);
}

/** What is wrong between ledger and target, in a sentence; null when the one explains the other. */
export function wrongBetween(books: RoundBooks): string | null {
  const { done, unknown, copies, adds } = books;
  const told = `the ledger knows of ${done} done and ${unknown} unknown`;
  if (unexplained(books) > 0) return `the target holds ${copies} copies, but ${told}`;
  if (copies < (adds ? done : Math.min(1, done))) return `the target holds only ${copies} copies, but ${told}`;
  if (!adds && copies > 1) return `the target holds ${copies} copies of what it should hold once`;
  return null;
}
