import { tidyUp } from '../editing/arrange.ts';
import { defineCommand } from './command.ts';
import { hasSteps } from './conditions.ts';

export const autoLayout = defineCommand({
  id: 'auto-layout',
  label: 'Tidy up',
  group: 'Canvas',
  shortcuts: ['Shift+T'],
  keywords: ['auto layout', 'arrange'],
  scope: 'canvas',
  enabled: hasSteps,
  run: tidyUp,
});
