import { tidyUp as tidy } from '../editing/arrange.ts';
import { defineCommand } from './command.ts';
import { hasSteps } from './conditions.ts';

export const tidyUp = defineCommand({
  id: 'tidy-up',
  label: 'Tidy up',
  group: 'Canvas',
  shortcuts: ['Shift+T'],
  keywords: ['auto layout', 'arrange'],
  scope: 'canvas',
  enabled: hasSteps,
  run: tidy,
});
