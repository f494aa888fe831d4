import { goOnToStop, leaveWalk, stepBack, stepOn } from '../editing/step-through.ts';
import { text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { conditionsOf, hasConditions, useWalk } from '../state/walk.ts';
import { defineCommand } from './command.ts';
import { hasSteps, NEEDS_STEPS } from './conditions.ts';

export const step = defineCommand({
  id: 'step',
  label: text('Step: follow the sample to the next step'),
  group: 'Run',
  shortcuts: ['F10'],
  keywords: ['debug', 'walk'],
  scope: 'text-too',
  enabled: hasSteps,
  needs: NEEDS_STEPS,
  run: stepOn,
});

const isWalking = () => hasSteps() && useWalk.getState().nodeId !== null;

export const stepBackwards = defineCommand({
  id: 'step-back',
  label: text('Step back: follow the sample to the step before'),
  group: 'Run',
  shortcuts: ['Shift+F10'],
  keywords: ['debug', 'walk', 'previous'],
  scope: 'text-too',
  enabled: isWalking,
  needs: text('Step through the flow first.'),
  run: stepBack,
});

export const stepToStop = defineCommand({
  id: 'step-to-stop',
  label: text('Go on to the next record that meets a stop condition'),
  group: 'Run',
  shortcuts: ['Alt+F10'],
  keywords: ['debug', 'pause', 'break', 'condition'],
  scope: 'text-too',
  enabled: () => hasSteps() && hasConditions(conditionsOf(useDocument.getState().flowId)),
  needs: text('Set a stop condition first.'),
  run: goOnToStop,
});

export const stopStepping = defineCommand({
  id: 'stop-stepping',
  label: text('Stop stepping through the flow'),
  group: 'Run',
  keywords: ['debug', 'end'],
  enabled: isWalking,
  needs: text('Step through the flow first.'),
  run: leaveWalk,
});
