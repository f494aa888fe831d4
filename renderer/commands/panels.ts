import { paletteKey, type UiState, useUi } from '../state/ui.ts';
import { type Command, defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

type Panel = 'paletteOpen' | 'inspectorOpen' | 'drawerOpen' | 'minimap' | 'outlineOpen';
const PANELS: readonly [Panel, string, string, Command['scope']][] = [
  ['paletteOpen', 'Palette', 'Mod+B', 'text-too'],
  ['inspectorOpen', 'Settings of the step', 'Mod+I', 'text-too'],
  ['drawerOpen', 'Data', 'Mod+J', 'text-too'],
  ['minimap', 'Small map', 'M', 'canvas'],
  ['outlineOpen', 'List of steps', 'L', 'canvas'],
];

/** Shows or hides a panel of the designer. */
export const panels: readonly Command[] = PANELS.map(([panel, name, shortcut, scope]) =>
  defineCommand({
    id: `toggle-${panel.replace('Open', '').toLowerCase()}`,
    label: `Show or hide: ${name}`,
    group: 'View',
    shortcuts: [shortcut],
    ...(scope ? { scope } : {}),
    enabled: hasFlow,
    run: () => {
      const key = panel === 'paletteOpen' ? paletteKey() : panel;
      useUi.getState().set({ [key]: !useUi.getState()[key] } as Partial<UiState>);
    },
  }),
);
