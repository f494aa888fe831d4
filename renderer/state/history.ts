import type { Flow } from '../../core/flow/flow.ts';

/** One undoable edit: what it was, and the flow before it (in `past`) or after it (in `future`). */
export interface HistoryEntry {
  name: string;
  flow: Flow;
  /** Edits with the same key that follow each other quickly are one step to undo. */
  merge?: string;
  at: number;
}

export interface History {
  past: readonly HistoryEntry[];
  future: readonly HistoryEntry[];
}

export const EMPTY_HISTORY: History = { past: [], future: [] };
const MOST_STEPS = 200;
const MERGE_WITHIN_MS = 1_500;

/** Remembers an edit that is about to replace `before`. */
export function remember(history: History, before: Flow, edit: { name: string; merge?: string; at: number }): History {
  const last = history.past.at(-1);
  if (last && edit.merge !== undefined && last.merge === edit.merge && edit.at - last.at < MERGE_WITHIN_MS)
    return { past: [...history.past.slice(0, -1), { ...last, at: edit.at }], future: [] };
  return { past: [...history.past, { ...edit, flow: before }].slice(-MOST_STEPS), future: [] };
}

/** One step back: the flow to show, and the history after it; null when there is nothing to undo. */
export function stepBack(history: History, now: Flow): { flow: Flow; history: History; name: string } | null {
  const last = history.past.at(-1);
  if (!last) return null;
  const { merge: _closed, ...undone } = last;
  return { flow: last.flow, name: last.name, history: { past: history.past.slice(0, -1), future: [{ ...undone, flow: now }, ...history.future] } };
}

/** One step forward again. */
export function stepForward(history: History, now: Flow): { flow: Flow; history: History; name: string } | null {
  const [next, ...rest] = history.future;
  if (!next) return null;
  return { flow: next.flow, name: next.name, history: { past: [...history.past, { ...next, flow: now }], future: rest } };
}

/** Several steps at once: back for a negative number, forward for a positive one, as far as there are any. Null when nothing moves. */
export function stepTo(history: History, now: Flow, steps: number): { flow: Flow; history: History; name: string } | null {
  let reached: ReturnType<typeof stepBack> = null;
  for (let i = 0; i < Math.abs(steps); i++) {
    const next = (steps < 0 ? stepBack : stepForward)(reached?.history ?? history, reached?.flow ?? now);
    if (!next) break;
    reached = next;
  }
  return reached;
}

/** Whether the oldest steps are forgotten with every new one. */
export function isFull({ past, future }: History): boolean {
  return past.length + future.length >= MOST_STEPS;
}
