import * as bookmarks from '../../core/flow/bookmarks.ts';
import type { FlowBookmark } from '../../core/flow/flow.ts';
import { nodeOf } from '../../core/flow/graph.ts';
import { membersOf } from '../../core/flow/groups.ts';
import { t } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { showStep, wholeGroup } from './groups.ts';
import { newId } from './new-id.ts';

/** Keeps where one is as a bookmark: the one selected step or group, else what is in view. Its name can be typed at once. */
export function addBookmark(): void {
  const { flow, apply } = useDocument.getState();
  const { canvas } = useCanvasDoor.getState();
  if (!flow || !canvas) return;
  const { nodeIds } = useSelection.getState();
  const group = wholeGroup(flow, nodeIds);
  const step = nodeIds.length === 1 && nodeIds[0] !== undefined ? nodeOf(flow, nodeIds[0]) : undefined;
  const place = group ? { group: group.id } : step ? { node: step.id } : { view: rounded({ ...canvas.centre(), zoom: canvas.zoom() }) };
  const name = group?.name ?? step?.name ?? t('View {{number}}', { number: flow.bookmarks.length + 1 });
  const bookmark: FlowBookmark = { id: newId(), name, ...place };
  apply(t('Add bookmark {{name}}', { name }), (draft) => bookmarks.addBookmark(draft, bookmark));
  useCanvasDoor.setState({ bookmarks: { rename: bookmark.id } });
}

function rounded({ x, y, zoom }: { x: number; y: number; zoom: number }): NonNullable<FlowBookmark['view']> {
  return { x: Math.round(x), y: Math.round(y), zoom: Math.round(zoom * 1_000) / 1_000 };
}

/** Goes to a bookmark: its step or group is selected and brought into view, its view is shown as it was kept. */
export function goToBookmark({ node, group, view }: FlowBookmark): void {
  const { flow } = useDocument.getState();
  const { canvas } = useCanvasDoor.getState();
  if (!flow || !canvas) return;
  const whole = flow.groups.find((one) => one.id === group);
  if (node !== undefined) {
    showStep(node);
    requestAnimationFrame(() => canvas.focusNode(node));
  } else if (whole) {
    const members = membersOf(flow, whole);
    useSelection.getState().select(members);
    canvas.fit(members);
  } else if (view) canvas.show(view);
}

/** Opens the list of bookmarks, or closes it. */
export function toggleBookmarks(): void {
  useCanvasDoor.setState(({ bookmarks: open }) => ({ bookmarks: open ? null : { rename: null } }));
}

/** The bookmark that a number key goes to, from 1 on. */
export function bookmarkAt(number: number): FlowBookmark | undefined {
  return useDocument.getState().flow?.bookmarks[number - 1];
}

/** Gives a bookmark another name. */
export function renameBookmark(id: string, name: string): void {
  useDocument.getState().apply(t('Rename bookmark to {{name}}', { name }), (flow) => bookmarks.renameBookmark(flow, id, name));
}

/** Forgets a bookmark. */
export function removeBookmark({ id, name }: FlowBookmark): void {
  useDocument.getState().apply(t('Remove bookmark {{name}}', { name }), (flow) => bookmarks.removeBookmark(flow, id));
}
