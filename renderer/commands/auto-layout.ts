import { tidyUp } from '../editing/arrange.ts';
import { text } from '../i18n/i18n.ts';
import { defineCommand } from './command.ts';
import { hasSteps, NEEDS_STEPS } from './conditions.ts';

export const autoLayout = defineCommand({
  id: 'auto-layout',
  label: text('Tidy up'),
  group: 'Canvas',
  shortcuts: ['Shift+T'],
  keywords: ['auto layout', 'arrange'],
  scope: 'canvas',
  enabled: hasSteps,
  needs: NEEDS_STEPS,
  run: tidyUp,
});
