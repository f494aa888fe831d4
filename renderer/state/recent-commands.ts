import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { followKept, keptStorage } from './kept.ts';

const MOST = 6;

/** What was chosen last in the command palette, by the id of its entry, newest first. Remembered, and the same in all windows. */
export const useRecentCommands = create<{ recent: readonly string[] }>()(
  persist(() => ({ recent: [] as readonly string[] }), { name: 'swivel.recent-commands', storage: createJSONStorage(() => keptStorage('person')) }),
);
followKept('swivel.recent-commands', 'person', () => useRecentCommands.persist.rehydrate());

/** An entry of the palette was chosen. */
export function noteChosen(id: string): void {
  useRecentCommands.setState(({ recent }) => ({ recent: [id, ...recent.filter((one) => one !== id)].slice(0, MOST) }));
}
