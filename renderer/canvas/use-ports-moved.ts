import { useUpdateNodeInternals } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { CardFace } from './card-face.ts';

/** Tells the canvas that ports have come, gone or moved, so that links are drawn to where they are now. */
export function usePortsMoved(id: string, face: CardFace): void {
  const update = useUpdateNodeInternals();
  const ports = [...face.inputs, ...face.outputs].map((port) => `${port.name} ${port.at}`).join('\n');
  const drawn = useRef(ports);
  useEffect(() => {
    if (drawn.current === ports) return;
    drawn.current = ports;
    update(id);
  }, [id, ports, update]);
}
