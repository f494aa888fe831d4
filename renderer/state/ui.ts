import { create } from 'zustand';
import { type PersistStorage, persist } from 'zustand/middleware';
import type { Language } from '../i18n/i18n.ts';
import type { Density } from '../ui/density.ts';
import { followKept, keptStorage } from './kept.ts';

export type Theme = 'system' | 'light' | 'dark';

/** How the window is set up. What is open just now is forgotten with the window; colours, language and density are the same in all windows, the rest is each window's own. */
export interface UiState {
  theme: Theme;
  language: Language | 'system';
  density: Density;
  paletteOpen: boolean;
  /** The same in a narrow window, where it takes room from the canvas: closed until it is asked for. */
  narrowPaletteOpen: boolean;
  /** Groups of the palette that the person folded or unfolded; the others are unfolded. */
  paletteFolds: Readonly<Record<string, boolean>>;
  /** Sections of settings and data that the person folded or unfolded, by name. */
  folds: Readonly<Record<string, boolean>>;
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

/** The person's, in all windows. */
const PERSONAL = ['theme', 'language', 'density'] as const;
/** Each window's own. */
const LAYOUT = [
  'paletteOpen',
  'narrowPaletteOpen',
  'paletteFolds',
  'folds',
  'inspectorOpen',
  'drawerOpen',
  'inspectorWidth',
  'drawerHeight',
  'minimap',
  'outlineOpen',
] as const;
type Remembered = Partial<Pick<UiState, (typeof PERSONAL)[number] | (typeof LAYOUT)[number]>>;
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
      language: 'system',
      density: 'comfortable',
      paletteOpen: true,
      narrowPaletteOpen: false,
      paletteFolds: {},
      folds: {},
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
      storage: rememberedIn(),
      partialize: (state) => pick(state, [...PERSONAL, ...LAYOUT]),
    },
  ),
);
followKept('swivel.window', 'window', () => useUi.persist.rehydrate());
followKept('swivel.person', 'person', () => useUi.persist.rehydrate());

/** Two places: what the person has chosen holds in all windows, the layout in this one. */
function rememberedIn(): PersistStorage<Remembered> {
  const [mine, persons] = [keptStorage('window'), keptStorage('person')];
  const read = (text: unknown) => (typeof text === 'string' ? (JSON.parse(text) as Remembered) : {});
  return {
    getItem: (name) => ({ state: { ...pick(read(mine.getItem(name)), LAYOUT), ...pick(read(persons.getItem('swivel.person')), PERSONAL) } }),
    setItem: (name, { state }) => {
      mine.setItem(name, JSON.stringify(pick(state, LAYOUT)));
      persons.setItem('swivel.person', JSON.stringify(pick(state, PERSONAL)));
    },
    removeItem: (name) => void mine.removeItem(name),
  };
}

function pick(state: Remembered, keys: readonly (keyof Remembered)[]): Remembered {
  return Object.fromEntries(keys.flatMap((key) => (state[key] === undefined ? [] : [[key, state[key]]])));
}
