import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { followKept, keptStorage } from './kept.ts';

/** What the guide has people do, in this order. */
export const GUIDE_STEPS = ['look', 'follow', 'change', 'break', 'run', 'account'] as const;
export type GuideStep = (typeof GUIDE_STEPS)[number];

/** How far somebody is with the first steps. Remembered over restarts, and the same in all windows. */
export interface GuideState {
  /** The flow it is about; null: it was never shown. */
  flowId: string | null;
  open: boolean;
  done: readonly GuideStep[];
}

export const useGuide = create<GuideState>()(
  persist((): GuideState => ({ flowId: null, open: false, done: [] }), { name: 'swivel.guide', storage: createJSONStorage(() => keptStorage('person')) }),
);
followKept('swivel.guide', 'person', () => useGuide.persist.rehydrate());

/** Begins the first steps anew, on this flow. */
export function startGuide(flowId: string): void {
  useGuide.setState({ flowId, open: true, done: [] });
}

export function closeGuide(): void {
  useGuide.setState({ open: false });
}

/** Something of it was really done. */
export function tick(step: GuideStep): void {
  useGuide.setState(({ done }) => (done.includes(step) ? {} : { done: GUIDE_STEPS.filter((one) => one === step || done.includes(one)) }));
}

/** What an act shows to somebody, such as a selection that is put back, is not yet what they did themselves: it ticks nothing. */
export function withoutTicks(act: () => void): void {
  const { done } = useGuide.getState();
  act();
  if (useGuide.getState().done !== done) useGuide.setState({ done });
}

/** What is to be done next; null when all is. */
export function nextOf({ done }: Pick<GuideState, 'done'>): GuideStep | null {
  return GUIDE_STEPS.find((step) => !done.includes(step)) ?? null;
}
