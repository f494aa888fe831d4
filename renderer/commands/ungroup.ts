import * as edit from '../../core/flow/edit.ts';
import { t, text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { defineCommand } from './command.ts';
import { hasSelectedSteps } from './conditions.ts';

function selectedGroups(): string[] {
  const { nodeIds } = useSelection.getState();
  return (useDocument.getState().flow?.groups ?? []).filter((group) => group.nodes.some((id) => nodeIds.includes(id))).map((group) => group.id);
}

export const ungroup = defineCommand({
  id: 'ungroup',
  label: text('Take the group apart'),
  group: 'Edit',
  shortcuts: ['Mod+Shift+G'],
  enabled: () => hasSelectedSteps() && selectedGroups().length > 0,
  run: () => {
    const ids = selectedGroups();
    useDocument.getState().apply(t('Take a group apart'), (flow) => ids.reduce(edit.ungroup, flow));
  },
});
