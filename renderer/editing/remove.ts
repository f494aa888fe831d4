import * as edit from '../../core/flow/edit.ts';
import { t } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';

/** Removes the selected steps and edges. One step taken out of a line leaves its neighbours joined. */
export function removeSelection(): void {
  const { flow, apply } = useDocument.getState();
  const { nodeIds, edgeIds, clear } = useSelection.getState();
  if (!flow || nodeIds.length + edgeIds.length === 0) return;
  const [only] = nodeIds;
  apply(nameOf(flow.nodes, nodeIds, edgeIds.length), (draft) => {
    const cut = edgeIds.length > 0 ? edit.disconnect(draft, edgeIds) : draft;
    if (nodeIds.length === 1 && only && edgeIds.length === 0) return edit.removeNodeAndBridge(cut, only);
    return nodeIds.length > 0 ? edit.removeNodes(cut, nodeIds) : cut;
  });
  clear();
}

function nameOf(nodes: readonly { id: string; name: string }[], nodeIds: readonly string[], edges: number): string {
  if (nodeIds.length === 0) return t('Remove {{count}} links', { count: edges });
  return nodeIds.length === 1
    ? t('Remove {{name}}', { name: nodes.find((node) => node.id === nodeIds[0])?.name ?? '' })
    : t('Remove {{count}} steps', { count: nodeIds.length });
}
