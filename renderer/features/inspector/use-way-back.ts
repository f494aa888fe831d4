import { useEffect } from 'react';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { selectedNodeId, useSelection } from '../../state/selection.ts';

/** Escape in a form leads back to the card on the canvas, unless it closes something that is open in the form first. */
export function useWayBack(form: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const box = form.current;
    // A native listener hears the key before React does: what the key is about to close can still be seen to be open.
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key !== 'Escape' || event.isComposing || !target || isBusy(target)) return;
      const nodeId = selectedNodeId(useSelection.getState());
      if (nodeId) useCanvasDoor.getState().canvas?.focusNode(nodeId);
    };
    box?.addEventListener('keydown', onKeyDown);
    return () => box?.removeEventListener('keydown', onKeyDown);
  }, [form]);
}

/** Lists that are open, the help and the code editor need the key themselves. */
function isBusy(target: Element): boolean {
  return (
    target.getAttribute('aria-expanded') === 'true' ||
    target.hasAttribute('aria-activedescendant') ||
    target.closest('.monaco-editor, [data-keeps-escape]') !== null
  );
}
