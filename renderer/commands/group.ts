import * as edit from '../../core/flow/edit.ts';
import { newId } from '../editing/new-id.ts';
import { t, text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { defineCommand } from './command.ts';
import { hasSelectedSteps } from './conditions.ts';

export const group = defineCommand({
  id: 'group',
  label: text('Group the selected steps'),
  group: 'Edit',
  shortcuts: ['Mod+G'],
  keywords: ['frame', 'box'],
  enabled: () => hasSelectedSteps(),
  run: () => {
    const { nodeIds } = useSelection.getState();
    const taken = useDocument.getState().flow?.groups.length ?? 0;
    useDocument.getState().apply(t('Group steps'), (flow) => edit.groupNodes(flow, newId(), t('Group {{number}}', { number: taken + 1 }), nodeIds));
  },
});
