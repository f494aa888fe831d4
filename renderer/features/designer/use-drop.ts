import { useCallback } from 'react';
import { catalog } from '../../../core/nodes/index.ts';
import { toReport } from '../../api/report.ts';
import { mainInput, mainOutput } from '../../canvas/fits.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../../canvas/geometry.ts';
import { KIND_TYPE } from '../../canvas/kind-drag.ts';
import type { Point } from '../../canvas/place.ts';
import { addFile } from '../../editing/add-file.ts';
import { addKind } from '../../editing/add-node.ts';
import { t } from '../../i18n/i18n.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';
import { sayFailed } from '../../ui/say.ts';
import { edgeUnder, markEdge } from './edge-under.ts';

/** Dropping on the canvas: a kind from the palette, or files from the desktop. */
export function useDrop(toFlow: (screen: Point) => Point) {
  const placeOf = useCallback(
    (event: React.DragEvent) => {
      const { x, y } = toFlow({ x: event.clientX, y: event.clientY });
      return { x: Math.round(x - CARD_WIDTH / 2), y: Math.round(y - CARD_HEIGHT / 2) };
    },
    [toFlow],
  );
  const onDragOver = useCallback(
    (event: React.DragEvent) => {
      const types = event.dataTransfer.types;
      if (!types.includes(KIND_TYPE) && !types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      event.currentTarget.toggleAttribute('data-dropping', types.includes('Files'));
      const spec = catalog.get(useCanvasDoor.getState().draggedKind ?? '');
      const { flow } = useDocument.getState();
      const fits = flow && spec && mainInput(spec) && mainOutput(spec);
      markEdge(event.currentTarget, fits ? edgeUnder(event.currentTarget, flow, placeOf(event)) : null);
    },
    [placeOf],
  );
  const onDragLeave = useCallback((event: React.DragEvent) => {
    if (event.currentTarget.contains(event.relatedTarget as Node | null)) return;
    markEdge(event.currentTarget, null);
    event.currentTarget.removeAttribute('data-dropping');
  }, []);
  const onDrop = useCallback(
    (event: React.DragEvent) => {
      const at = placeOf(event);
      const edgeId = event.currentTarget.querySelector('.react-flow__edge.insert-here')?.getAttribute('data-id');
      markEdge(event.currentTarget, null);
      event.currentTarget.removeAttribute('data-dropping');
      const kind = event.dataTransfer.getData(KIND_TYPE);
      if (kind) addKind(kind, { at, ...(edgeId ? { edgeId } : {}) });
      else void addFiles([...event.dataTransfer.files], at);
      if (kind || event.dataTransfer.files.length > 0) event.preventDefault();
    },
    [placeOf],
  );
  return { onDragOver, onDragLeave, onDrop };
}

async function addFiles(files: readonly File[], at: Point): Promise<void> {
  for (const [i, file] of files.entries()) {
    try {
      await addFile(file, { x: at.x, y: at.y + i * 110 });
    } catch (error) {
      sayFailed(t('{{file}} could not be added', { file: file.name }), toReport(error));
    }
  }
}
