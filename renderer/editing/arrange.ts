import * as edit from '../../core/flow/edit.ts';
import type { FlowNode } from '../../core/flow/flow.ts';
import { copyPart } from '../../core/flow/part.ts';
import { toReport } from '../api/report.ts';
import { noteCardId } from '../canvas/card-ids.ts';
import { type DrawnFlow, drawnFlow, placesOfSteps } from '../canvas/drawn-flow.ts';
import { CARD_HEIGHT, CARD_WIDTH, COLUMN_GAP, STRIP_HEIGHT } from '../canvas/geometry.ts';
import { t } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { sayFailed } from '../ui/say.ts';
import { withMoved } from './move-on-canvas.ts';

/** Zoom at which a flow should fit beside the panels. */
const READABLE = 0.75;

/** Cards that are seen moving; more of them would only be seen to stutter. */
const MOST_GLIDING = 200;

/** Tidies up the selected steps (two or more), else the whole flow, as a movement the eye can follow. Of a large flow it can be called off meanwhile. */
export async function tidyUp(): Promise<void> {
  const { flow, flowId } = useDocument.getState();
  const door = useCanvasDoor.getState();
  if (!flow || flow.nodes.length === 0 || door.busy) return;
  const drawn = drawnFlow(flow);
  const chosen = new Set(useSelection.getState().nodeIds.map(drawn.cardOf));
  const part =
    chosen.size > 1
      ? copyPart(
          flow,
          [...chosen].flatMap((id) => drawn.folded.get(id)?.members ?? [id]),
        )
      : flow;
  const columns = Math.max(3, Math.floor((door.canvas?.width() ?? 1_200) / READABLE / (CARD_WIDTH + COLUMN_GAP)));
  const calledOff = new AbortController();
  useCanvasDoor.setState({ busy: { words: t('Tidying up {{count}} steps', { count: part.nodes.length }), cancel: () => calledOff.abort() } });
  try {
    const { layoutAside } = await import('../canvas/layout.ts');
    if (calledOff.signal.aborted) return;
    const places = await layoutAside(part, columns, calledOff.signal);
    if (!places || useDocument.getState().flowId !== flowId) return;
    if (part.nodes.length <= MOST_GLIDING) door.canvas?.glide();
    useDocument.getState().apply(t('Tidy up'), (draft) => edit.moveNodes(draft, placesOfSteps(draft, drawnFlow(draft), places)));
    if (chosen.size <= 1) setTimeout(() => door.canvas?.fit(), 200);
  } catch (error) {
    sayFailed(t('The flow could not be tidied up'), toReport(error));
  } finally {
    useCanvasDoor.setState({ busy: null });
  }
}

export type Alignment = 'left' | 'right' | 'top' | 'bottom' | 'columns' | 'rows';

/** Lines the selected steps up, or spreads them evenly. */
export function alignSelection(alignment: Alignment): void {
  const { flow, apply } = useDocument.getState();
  if (!flow) return;
  const drawn = drawnFlow(flow);
  const chosen = new Set(useSelection.getState().nodeIds.map(drawn.cardOf));
  const nodes = drawn.nodes.filter((node) => chosen.has(node.id));
  if (nodes.length < 2) return;
  useCanvasDoor.getState().canvas?.glide();
  apply(t('Align steps'), (draft) => edit.moveNodes(draft, placesOfSteps(draft, drawn, aligned(nodes, alignment, drawn.faces))));
}

/** Where the nodes go. `columns` spreads them evenly from left to right, `rows` from top to bottom. */
export function aligned(nodes: readonly FlowNode[], alignment: Alignment, faces?: DrawnFlow['faces']): Record<string, { x: number; y: number }> {
  const at = (pick: 'x' | 'y') => nodes.map((node) => node.position[pick]);
  const [left, right, top, bottom] = [Math.min(...at('x')), Math.max(...at('x')), Math.min(...at('y')), Math.max(...at('y'))];
  const spread = (pick: 'x' | 'y', size: number) => {
    const sorted = [...nodes].sort((a, b) => a.position[pick] - b.position[pick]);
    const [from, to] = [Math.min(...at(pick)), Math.max(...at(pick))];
    const step = Math.max((to - from) / (nodes.length - 1), size + 16);
    return Object.fromEntries(sorted.map((node, i) => [node.id, { ...node.position, [pick]: from + step * i }]));
  };
  if (alignment === 'columns') return spread('x', CARD_WIDTH);
  if (alignment === 'rows') return spread('y', Math.max(...nodes.map((node) => faces?.get(node.id)?.height ?? CARD_HEIGHT)) + STRIP_HEIGHT);
  const to = { left: { x: left }, right: { x: right }, top: { y: top }, bottom: { y: bottom } }[alignment];
  return Object.fromEntries(nodes.map((node) => [node.id, { ...node.position, ...to }]));
}

/** Moves the selected steps and notes by a few pixels. */
export function nudgeSelection(dx: number, dy: number): void {
  const { flow, apply } = useDocument.getState();
  if (!flow) return;
  const { nodeIds, noteIds } = useSelection.getState();
  const { cardOf, nodes } = drawnFlow(flow);
  const cards = new Set(nodeIds.map(cardOf));
  const notes = flow.notes.filter((note) => noteIds.includes(note.id)).map(({ id, position }) => ({ id: noteCardId(id), position }));
  const moved = [...nodes.filter((node) => cards.has(node.id)), ...notes].map(({ id, position: { x, y } }) => ({ id, position: { x: x + dx, y: y + dy } }));
  if (moved.length === 0) return;
  const name = cards.size > 0 ? t('Move {{count}} steps', { count: nodeIds.length }) : t('Move {{count}} notes', { count: notes.length });
  apply(name, (draft) => withMoved(draft, moved), { merge: `nudge:${moved.map(({ id }) => id).join()}` });
}
