import { create } from 'zustand';
import { type History, isFull } from './history.ts';

/** Whether the list of changes is shown. */
export const useHistoryList = create<{ open: boolean }>()(() => ({ open: false }));

/** A moment of the draft that can be gone back or forward to. */
export interface HistoryPoint {
  /** Counted from the beginning, which is 0: the same wherever one stands. */
  place: number;
  /** What was done last then; null for the beginning. */
  name: string | null;
  /** Milliseconds since 1970; null for the beginning. */
  at: number | null;
  /** Steps from the draft as it is now: -2 is two undone, 1 is one done again. */
  steps: number;
}

/** All moments of a history, the newest first. */
export function pointsOf(history: History): HistoryPoint[] {
  const { past, future } = history;
  const done = [...past, ...future].map(({ name, at }, i) => ({ place: i + 1, name, at, steps: i + 1 - past.length }));
  return [...done.reverse(), { place: 0, name: null, at: null, steps: -past.length }];
}

/** Whether older changes were forgotten, so that the beginning is not the flow as it was opened. */
export function beginsLater(history: History): boolean {
  return isFull(history);
}
