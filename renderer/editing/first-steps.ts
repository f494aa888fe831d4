import { catalog } from '../../core/nodes/index.ts';
import { api } from '../api/client.ts';
import { told } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { startGuide, useGuide, withoutTicks } from '../state/guide.ts';
import { usePreview } from '../state/preview.ts';
import { areRecordsShown } from '../state/records-shown.ts';
import { goTo } from '../state/route.ts';
import { useSelection } from '../state/selection.ts';
import { openFlow } from '../state/session.ts';
import { useUi } from '../state/ui.ts';
import { useWorkspace } from '../state/workspace.ts';

const EXAMPLE = 'nightly-employees';

/** Begins the first steps: on the flow they were on, or that the workspace came with, else on a fresh copy of the example. */
export async function beginFirstSteps(): Promise<void> {
  const flows = await api.flows.list();
  const known = [useGuide.getState().flowId, useWorkspace.getState().info?.openFlowId].find((id) => flows.some(({ flowId }) => flowId === id));
  const flowId = known ?? (await freshExample());
  goTo({ page: 'flow', flowId });
  await openFlow(flowId);
  await showFirstRecords();
  startGuide(flowId);
}

/**
 * At the very first start: the example that nobody has touched yet shows its records, and the guide stands beside it. Where the guide is open already, as in a
 * second window or after a restart, its flow shows its records again.
 */
export async function welcome(): Promise<void> {
  const { flowId, version, lastRunId } = useDocument.getState();
  const guide = useGuide.getState();
  if (guide.open && guide.flowId === flowId && !areRecordsShown()) return showRecordsAgain();
  const isFirst = guide.flowId === null && flowId !== null && flowId === useWorkspace.getState().info?.openFlowId;
  if (!isFirst || version !== 1 || lastRunId !== null) return;
  const shown = showFirstRecords();
  startGuide(flowId);
  await shown;
}

async function freshExample(): Promise<string> {
  const name = (await api.flows.examples()).find(({ example }) => example === EXAMPLE)?.name;
  return (await api.flows.create({ example: EXAMPLE, ...(name === undefined ? {} : { name: told(name) }) })).flowId;
}

async function showFirstRecords(): Promise<void> {
  useUi.getState().set({ drawerOpen: true });
  focusSource();
  await usePreview.getState().preview();
}

async function showRecordsAgain(): Promise<void> {
  const { nodeIds, focus } = useSelection.getState();
  if (nodeIds.length === 0 && focus === null) withoutTicks(focusSource);
  await usePreview.getState().preview();
}

function focusSource(): void {
  const source = useDocument.getState().flow?.nodes.find(({ kind }) => catalog.get(kind)?.role === 'source');
  if (source) useSelection.getState().setFocus({ nodeId: source.id, side: 'after' });
}
