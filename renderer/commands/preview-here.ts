import { text } from '../i18n/i18n.ts';
import { usePreview } from '../state/preview.ts';
import { selectedNodeId, useSelection } from '../state/selection.ts';
import { useUi } from '../state/ui.ts';
import { defineCommand } from './command.ts';
import { hasOneStep, NEEDS_ONE } from './conditions.ts';

export const previewHere = defineCommand({
  id: 'preview-here',
  label: text('Preview up to this step'),
  group: 'Run',
  shortcuts: ['Shift+F9'],
  scope: 'text-too',
  enabled: hasOneStep,
  needs: NEEDS_ONE,
  run: () => {
    useUi.getState().set({ drawerOpen: true });
    return usePreview.getState().preview(selectedNodeId(useSelection.getState()) ?? undefined);
  },
});
