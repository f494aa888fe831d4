import { renameOnCanvas, wholeGroup } from '../editing/groups.ts';
import { text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { selectedNodeId, useSelection } from '../state/selection.ts';
import { useUi } from '../state/ui.ts';
import { defineCommand } from './command.ts';
import { hasOneStep, NEEDS_ONE } from './conditions.ts';

const wholeOne = () => wholeGroup(useDocument.getState().flow, useSelection.getState().nodeIds);

export const renameStep = defineCommand({
  id: 'rename-step',
  label: text('Rename the selected step or group'),
  group: 'Edit',
  shortcuts: ['F2'],
  scope: 'canvas',
  enabled: () => hasOneStep() || wholeOne() !== null,
  needs: NEEDS_ONE,
  run: () => {
    const group = wholeOne();
    if (group) return renameOnCanvas(group);
    useUi.getState().set({ inspectorOpen: true });
    const selection = useSelection.getState();
    selection.goToField(selectedNodeId(selection) ?? '', '@name');
  },
});
