import { text } from '../i18n/i18n.ts';
import { usePreview } from '../state/preview.ts';
import { useUi } from '../state/ui.ts';
import { defineCommand } from './command.ts';
import { hasSteps, NEEDS_STEPS } from './conditions.ts';

export const preview = defineCommand({
  id: 'preview',
  label: text('Preview the flow'),
  group: 'Run',
  shortcuts: ['F9'],
  keywords: ['sample', 'look', 'data', 'try'],
  scope: 'text-too',
  enabled: hasSteps,
  needs: NEEDS_STEPS,
  run: () => {
    useUi.getState().set({ drawerOpen: true });
    return usePreview.getState().preview();
  },
});
