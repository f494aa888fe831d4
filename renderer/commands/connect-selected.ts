import * as edit from '../../core/flow/edit.ts';
import { whyNotConnect } from '../../core/flow/graph.ts';
import { catalog } from '../../core/nodes/index.ts';
import { freeInput, freeOutput } from '../canvas/fits.ts';
import { newId } from '../editing/new-id.ts';
import { t, text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { say } from '../ui/say.ts';
import { defineCommand } from './command.ts';
import { hasSelectedSteps } from './conditions.ts';

/** Links two selected steps without a mouse: the first one selected feeds the second. */
export const connectSelected = defineCommand({
  id: 'connect-selected',
  label: text('Connect the two selected steps'),
  group: 'Edit',
  shortcuts: ['C'],
  keywords: ['link', 'join'],
  scope: 'canvas',
  enabled: () => hasSelectedSteps(2) && useSelection.getState().nodeIds.length === 2,
  run: () => {
    const { flow, apply } = useDocument.getState();
    const [a = '', b = ''] = useSelection.getState().nodeIds;
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
