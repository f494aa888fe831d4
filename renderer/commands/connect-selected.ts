import * as edit from '../../core/flow/edit.ts';
import { whyNotConnect } from '../../core/flow/graph.ts';
import { catalog } from '../../core/nodes/index.ts';
import { freeInput, freeOutput } from '../canvas/fits.ts';
import { newId } from '../editing/new-id.ts';
import { t, text } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { say } from '../ui/say.ts';
import { defineCommand } from './command.ts';
import { hasSelectedSteps } from './conditions.ts';

/** Links steps without a mouse: of two selected ones the first feeds the second; for one it is asked what it is linked to. */
export const connectSelected = defineCommand({
  id: 'connect-selected',
  label: text('Link the selected step'),
  group: 'Edit',
  shortcuts: ['C'],
  keywords: ['connect', 'join', 'line', 'disconnect', 'remove link'],
  scope: 'canvas',
  enabled: () => hasSelectedSteps() && useSelection.getState().nodeIds.length <= 2,
  needs: text('Select one step or two first.'),
  run: () => {
    const { flow, apply } = useDocument.getState();
    const [a = '', b] = useSelection.getState().nodeIds;
    if (b === undefined) return askWhere(a);
    const first = flow?.nodes.find((node) => node.id === a);
    const [output, input] = [flow && freeOutput(flow, catalog, first), flow && freeInput(flow, catalog, b)];
    if (!flow || !output || !input) return say(t('The first step has no output, or the second takes nothing.'));
    const [from, to] = [
      { node: a, port: output },
      { node: b, port: input },
    ];
    const reason = whyNotConnect(flow, catalog, from, to);
    if (reason) return say(reason);
    apply(t('Connect two steps'), (draft) => edit.connect(draft, newId(), from, to));
  },
});

function askWhere(nodeId: string): void {
  const screen = useCanvasDoor.getState().canvas?.screenOf(nodeId) ?? { x: window.innerWidth / 2, y: window.innerHeight / 3 };
  useCanvasDoor.setState({ linking: { nodeId, screen }, adding: null });
}
