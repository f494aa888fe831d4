import { text } from '../i18n/i18n.ts';
import { selectedNodeId, useSelection } from '../state/selection.ts';
import { useUi } from '../state/ui.ts';
import { defineCommand } from './command.ts';
import { hasOneStep, NEEDS_ONE } from './conditions.ts';
import { writeNote } from './notes.ts';

export const openInspector = defineCommand({
  id: 'open-inspector',
  label: text('Set up the selected step'),
  group: 'Edit',
  shortcuts: ['Enter'],
  keywords: ['settings', 'inspector', 'configure', 'edit'],
  scope: 'canvas',
  enabled: () => hasOneStep() || writeNote.enabled(),
  needs: NEEDS_ONE,
  run: () => {
    if (writeNote.enabled()) return writeNote.run();
    useUi.getState().set({ inspectorOpen: true });
    const selection = useSelection.getState();
    selection.goToField(selectedNodeId(selection) ?? '', '');
  },
});
