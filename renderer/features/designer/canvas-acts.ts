import type { CanvasActs } from '../../canvas/canvas-acts.ts';
import { onCanvas } from '../../canvas/card-ids.ts';
import { renameGroup, toggleGroup } from '../../editing/groups.ts';
import { endWriting, placeNote, writeNote } from '../../editing/notes.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';
import { useSelection } from '../../state/selection.ts';

function write(cardId: string | null): void {
  const { writing } = useCanvasDoor.getState();
  const was = writing === null ? null : onCanvas(writing);
  if (cardId === null) endWriting(was?.kind === 'note' ? was.id : null);
  else useCanvasDoor.setState({ writing: cardId });
}

/** What groups and notes of the designer's canvas do. */
export const CANVAS_ACTS: CanvasActs = {
  renameGroup,
  selectGroup: (groupId) => {
    const group = useDocument.getState().flow?.groups.find((one) => one.id === groupId);
    useSelection.getState().select(group?.nodes ?? []);
  },
  toggleGroup,
  writeNote,
  placeNote,
  write,
  useIsWriting: (cardId) => useCanvasDoor((state) => state.writing === cardId),
};
