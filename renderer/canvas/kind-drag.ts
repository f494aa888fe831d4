/** Type of a dragged kind in the browser's drag and drop. While it is dragged, `useCanvasDoor.draggedKind` says which one it is. */
export const KIND_TYPE = 'application/x-swivel-kind';
