import { create } from 'zustand';
import type { LinkedStep } from '../../core/api/snippet-library-models.ts';

interface BroughtState {
  /** The flow that was imported last and brought snippets this library does not have, or has otherwise; null when that was said. */
  brought: { flowId: string; steps: readonly LinkedStep[] } | null;
}

export const useBrought = create<BroughtState>()(() => ({ brought: null }));
