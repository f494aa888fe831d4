import { text } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useSelection } from '../state/selection.ts';
import { defineCommand } from './command.ts';
import { hasFlow, hasSelectedSteps, hasSteps, NEEDS_SELECTED, NEEDS_STEPS } from './conditions.ts';

const canvas = () => useCanvasDoor.getState().canvas;

export const zoomIn = defineCommand({
  id: 'zoom-in',
  label: text('Zoom in'),
  group: 'Canvas',
  shortcuts: ['Mod++', 'Mod+='],
  enabled: hasFlow,
  run: () => canvas()?.zoomBy(1.25),
});
export const zoomOut = defineCommand({
  id: 'zoom-out',
  label: text('Zoom out'),
  group: 'Canvas',
  shortcuts: ['Mod+-'],
  enabled: hasFlow,
  run: () => canvas()?.zoomBy(0.8),
});
export const zoomToFit = defineCommand({
  id: 'zoom-to-fit',
  label: text('Show the whole flow'),
  group: 'Canvas',
  shortcuts: ['Shift+1', '!'],
  keywords: ['fit', 'zoom'],
  scope: 'canvas',
  enabled: hasSteps,
  needs: NEEDS_STEPS,
  run: () => canvas()?.fit(),
});
export const zoomToSelection = defineCommand({
  id: 'zoom-to-selection',
  label: text('Zoom to the selection'),
  group: 'Canvas',
  shortcuts: ['Shift+2', '@', '"'],
  scope: 'canvas',
  enabled: () => hasSelectedSteps(),
  needs: NEEDS_SELECTED,
  run: () => canvas()?.fit(useSelection.getState().nodeIds),
});
