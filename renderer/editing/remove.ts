import * as edit from '../../core/flow/edit.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { removeNotes } from '../../core/flow/notes.ts';
import { t } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { wholeGroup } from './groups.ts';

/** Removes the selected steps, edges and notes. One step taken out of a line leaves its neighbours joined. */
export function removeSelection(): void {
  const { flow, apply } = useDocument.getState();
  const { nodeIds, edgeIds, noteIds, clear } = useSelection.getState();
  if (!flow || nodeIds.length + edgeIds.length + noteIds.length === 0) return;
  const [only] = nodeIds;
  apply(nameOf(flow, nodeIds, edgeIds.length, noteIds.length), (draft) => {
    const kept = removeNotes(draft, noteIds);
    const cut = edgeIds.length > 0 ? edit.disconnect(kept, edgeIds) : kept;
    if (nodeIds.length === 1 && only && edgeIds.length === 0) return edit.removeNodeAndBridge(cut, only);
    return nodeIds.length > 0 ? edit.removeNodes(cut, nodeIds) : cut;
  });
  clear();
}

function nameOf(flow: Flow, nodeIds: readonly string[], edges: number, notes: number): string {
  const group = wholeGroup(flow, nodeIds);
  if (group) return t('Remove group {{group}}', { group: group.name });
  if (nodeIds.length === 0 && notes > 0) return t('Remove {{count}} notes', { count: notes });
  if (nodeIds.length === 0) return t('Remove {{count}} links', { count: edges });
  return nodeIds.length === 1
    ? t('Remove {{name}}', { name: flow.nodes.find((node) => node.id === nodeIds[0])?.name ?? '' })
    : t('Remove {{count}} steps', { count: nodeIds.length });
}
