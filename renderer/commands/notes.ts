import { addNote, writeOnCanvas } from '../editing/notes.ts';
import { text } from '../i18n/i18n.ts';
import { selectedNodeId, useSelection } from '../state/selection.ts';
import { useUi } from '../state/ui.ts';
import { type Command, defineCommand } from './command.ts';
import { hasFlow, hasOneStep, NEEDS_ONE } from './conditions.ts';

export const addNoteHere = defineCommand({
  id: 'add-note',
  label: text('Add a note to the canvas'),
  group: 'Edit',
  shortcuts: ['N'],
  keywords: ['comment', 'sticky', 'text'],
  scope: 'canvas',
  enabled: hasFlow,
  run: () => addNote(),
});

export const noteOnStep = defineCommand({
  id: 'note-on-step',
  label: text('Write a note on the selected step'),
  group: 'Edit',
  shortcuts: ['Alt+N'],
  keywords: ['comment'],
  scope: 'canvas',
  enabled: hasOneStep,
  needs: NEEDS_ONE,
  run: () => {
    useUi.getState().set({ inspectorOpen: true });
    const selection = useSelection.getState();
    selection.goToField(selectedNodeId(selection) ?? '', '@note');
  },
});

const oneNote = () => {
  const { noteIds, nodeIds } = useSelection.getState();
  return nodeIds.length === 0 && noteIds.length === 1 ? noteIds[0] : undefined;
};

export const writeNote = defineCommand({
  id: 'write-note',
  label: text('Write into the selected note'),
  group: 'Edit',
  scope: 'canvas',
  enabled: () => hasFlow() && oneNote() !== undefined,
  needs: text('Select a note first.'),
  run: () => {
    const id = oneNote();
    if (id !== undefined) writeOnCanvas(id);
  },
});

/** Notes on steps and on the canvas. */
export const noteCommands: readonly Command[] = [addNoteHere, noteOnStep, writeNote];
