import { catalog } from '../../core/nodes/index.ts';
import { freeOutput } from '../canvas/fits.ts';
import { text } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { selectedNodeId, useSelection } from '../state/selection.ts';
import { defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

export const addStep = defineCommand({
  id: 'add-step',
  label: text('Add a step'),
  group: 'Edit',
  shortcuts: ['A'],
  keywords: ['node', 'insert', 'new', 'next'],
  scope: 'canvas',
  enabled: hasFlow,
  run: () => {
    const selection = useSelection.getState();
    const { canvas } = useCanvasDoor.getState();
    const id = selectedNodeId(selection);
    const { flow } = useDocument.getState();
    const node = flow?.nodes.find((one) => one.id === id);
    const port = flow && freeOutput(flow, catalog, node);
    const screen = (id && canvas?.screenOf(id)) || { x: window.innerWidth / 2 - 134, y: window.innerHeight / 3 };
    const [edgeId] = selection.edgeIds;
    const joined = id && port ? { join: { node: id, port, end: 'output' as const } } : {};
    useCanvasDoor.setState({ adding: { screen, ...(edgeId && !id ? { edgeId } : joined) } });
  },
});
