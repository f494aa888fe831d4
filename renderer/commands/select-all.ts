import { text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { defineCommand } from './command.ts';
import { hasFlow, NEEDS_STEPS } from './conditions.ts';

export const selectAll = defineCommand({
  id: 'select-all',
  label: text('Select all steps and notes'),
  group: 'Edit',
  shortcuts: ['Mod+A'],
  scope: 'canvas',
  enabled: hasFlow,
  needs: NEEDS_STEPS,
  run: () => {
    const { nodes = [], edges = [], notes = [] } = useDocument.getState().flow ?? {};
    useSelection.getState().select(
      nodes.map((node) => node.id),
      edges.map((edge) => edge.id),
      notes.map((note) => note.id),
    );
  },
});
