import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export type Theme = 'system' | 'light' | 'dark';

/** How the window is set up. Everything but what is open just now is remembered on this machine. */
export interface UiState {
  theme: Theme;
  paletteOpen: boolean;
  inspectorOpen: boolean;
  drawerOpen: boolean;
  /** Pixels; null until the person has chosen. */
  inspectorWidth: number | null;
  drawerHeight: number | null;
  minimap: boolean;
  /** The list view of the canvas, for those who do not see it. */
  outlineOpen: boolean;
  problemsOpen: boolean;
  shortcutsOpen: boolean;
  /** Seven questions popover. */
  readinessOpen: boolean;

  set(change: Partial<Omit<UiState, 'set'>>): void;
}

const REMEMBERED = ['theme', 'paletteOpen', 'inspectorOpen', 'drawerOpen', 'inspectorWidth', 'drawerHeight', 'minimap'] as const;

export const useUi = create<UiState>()(
  persist(
    (set) => ({
      theme: 'system',
      paletteOpen: true,
      inspectorOpen: true,
      drawerOpen: true,
      inspectorWidth: null,
      drawerHeight: null,
      minimap: false,
      outlineOpen: false,
      problemsOpen: false,
      shortcutsOpen: false,
      readinessOpen: false,
      set,
    }),
    {
      name: 'swivel.window',
      storage: createJSONStorage(() => window.localStorage),
      partialize: (state) => Object.fromEntries(REMEMBERED.map((key) => [key, state[key]])) as Partial<UiState>,
    },
  ),
);
