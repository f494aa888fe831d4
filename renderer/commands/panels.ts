import { text } from '../i18n/i18n.ts';
import { paletteKey, type UiState, useUi } from '../state/ui.ts';
import { type Command, defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

type Panel = 'paletteOpen' | 'inspectorOpen' | 'drawerOpen' | 'minimap' | 'outlineOpen';
const PANELS: readonly [Panel, string, string, Command['scope']][] = [
  ['paletteOpen', text('Show or hide: Palette'), 'Mod+B', 'text-too'],
  ['inspectorOpen', text('Show or hide: Settings of the step'), 'Mod+I', 'text-too'],
  ['drawerOpen', text('Show or hide: Data'), 'Mod+J', 'text-too'],
  ['minimap', text('Show or hide: Small map'), 'M', 'canvas'],
  ['outlineOpen', text('Show or hide: List of steps'), 'L', 'canvas'],
];

/** Shows or hides a panel of the designer. */
export const panels: readonly Command[] = PANELS.map(([panel, label, shortcut, scope]) =>
  defineCommand({
    id: `toggle-${panel.replace('Open', '').toLowerCase()}`,
    label,
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
