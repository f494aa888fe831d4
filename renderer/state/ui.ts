import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Language } from '../i18n/i18n.ts';

/** How tightly lists and forms are set. */
export type Density = 'comfortable' | 'compact';
export type Theme = 'system' | 'light' | 'dark';

/** How the window is set up. Everything but what is open just now is remembered on this machine. */
export interface UiState {
  theme: Theme;
  language: Language | 'system';
  density: Density;
  paletteOpen: boolean;
  /** The same in a narrow window, where it takes room from the canvas: closed until it is asked for. */
  narrowPaletteOpen: boolean;
  /** Groups of the palette that the person folded or unfolded; the others are as the window's height suggests. */
  paletteFolds: Readonly<Record<string, boolean>>;
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

const REMEMBERED = [
  'theme',
  'language',
  'density',
  'paletteOpen',
  'paletteFolds',
  'inspectorOpen',
  'drawerOpen',
  'inspectorWidth',
  'drawerHeight',
  'minimap',
] as const;
/** Up to this many pixels a window is narrow. */
const NARROW = 1_100;

/** Which of the two settings of the palette holds in a window of that width. */
export function paletteKey(width = window.innerWidth): 'paletteOpen' | 'narrowPaletteOpen' {
  return width <= NARROW ? 'narrowPaletteOpen' : 'paletteOpen';
}

export const useUi = create<UiState>()(
  persist(
    (set) => ({
      theme: 'system',
      language: 'en',
      density: 'comfortable',
      paletteOpen: true,
      narrowPaletteOpen: false,
      paletteFolds: {},
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
