import { goTo } from '../state/route.ts';
import { useSelection } from '../state/selection.ts';
import { openFlow } from '../state/session.ts';

/** Opens a flow with one of its steps selected, at one of its settings. */
export async function openStep(flowId: string, nodeId: string, setting = ''): Promise<void> {
  await openFlow(flowId);
  goTo({ page: 'flow', flowId });
  useSelection.getState().goToField(nodeId, setting);
}
