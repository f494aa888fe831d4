import { beginFirstSteps } from '../editing/first-steps.ts';
import { text } from '../i18n/i18n.ts';
import { defineCommand } from './command.ts';
import { always } from './conditions.ts';

export const firstSteps = defineCommand({
  id: 'first-steps',
  label: text('First steps: try Swivel on an example'),
  group: 'Help',
  keywords: ['guide', 'tour', 'tutorial', 'learn', 'start', 'onboarding'],
  enabled: always,
  run: beginFirstSteps,
});
