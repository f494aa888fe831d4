import { stepOn } from '../editing/step-through.ts';
import { defineCommand } from './command.ts';
import { hasSteps } from './conditions.ts';

export const step = defineCommand({
  id: 'step',
  label: 'Step: follow the sample to the next step',
  group: 'Run',
  shortcuts: ['F10'],
  keywords: ['debug', 'walk'],
  scope: 'text-too',
  enabled: hasSteps,
  run: stepOn,
});
