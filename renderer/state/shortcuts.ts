import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { followKept, keptStorage } from './kept.ts';

/** Shortcuts that the person has chosen, by the command's id; null: the command has none. Remembered, and the same in all windows. */
export interface ShortcutChoices {
  chosen: Readonly<Record<string, string | null>>;
  choose(command: string, shortcut: string | null): void;
  /** Back to the shortcuts the program came with: of one command, or of all. */
  reset(command?: string): void;
}

export const useShortcuts = create<ShortcutChoices>()(
  persist(
    (set) => ({
      chosen: {},
      choose: (command, shortcut) => set(({ chosen }) => ({ chosen: { ...chosen, [command]: shortcut } })),
      reset: (command) =>
        set(({ chosen }) => ({ chosen: command === undefined ? {} : Object.fromEntries(Object.entries(chosen).filter(([id]) => id !== command)) })),
    }),
    { name: 'swivel.shortcuts', storage: createJSONStorage(() => keptStorage('person')), partialize: ({ chosen }) => ({ chosen }) },
  ),
);

followKept('swivel.shortcuts', 'person', () => useShortcuts.persist.rehydrate());
