import { text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { defineCommand } from './command.ts';
import { hasSteps } from './conditions.ts';

export const selectAll = defineCommand({
  id: 'select-all',
  label: text('Select all steps'),
  group: 'Edit',
  shortcuts: ['Mod+A'],
  scope: 'canvas',
  enabled: hasSteps,
  run: () => {
    const { nodes = [], edges = [] } = useDocument.getState().flow ?? {};
    useSelection.getState().select(
      nodes.map((node) => node.id),
      edges.map((edge) => edge.id),
    );
  },
});
