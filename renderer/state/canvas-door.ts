import { create } from 'zustand';
import type { OpenEnd } from '../canvas/fits.ts';
import type { Point } from '../canvas/place.ts';

/** A wish to add a step: the menu of kinds opens at a place on the screen. */
export interface AddRequest {
  /** Client coordinates of the menu. */
  screen: Point;
  /** Where the new card goes, in the flow's coordinates; absent: beside what it is joined to. */
  at?: Point;
  /** The port it is joined to. */
  join?: OpenEnd;
  /** The edge it is put on. */
  edgeId?: string;
}

/** What commands may ask of the canvas that is on the screen. */
export interface Canvas {
  /** Zooms so that these nodes, or all, are in view. */
  fit(nodeIds?: readonly string[]): void;
  zoomBy(factor: number): void;
  /** Brings a node into view without changing the zoom, if it is not in view. */
  reveal(nodeId: string): void;
  /** Puts the keyboard focus on a node's card. */
  focusNode(nodeId: string): void;
  /** Width on the screen, in pixels. */
  width(): number;
  /** Middle of what is in view, in the flow's coordinates. */
  centre(): Point;
  /** Middle of a node's card on the screen. */
  screenOf(nodeId: string): Point | null;
  /** The next change of positions is shown as a movement. */
  glide(): void;
}

interface CanvasDoorState {
  canvas: Canvas | null;
  adding: AddRequest | null;
  /** The kind that is dragged from the palette just now. */
  draggedKind: string | null;
  /** Something that is worked out for the canvas just now, and can be called off. */
  busy: { readonly words: string; cancel(): void } | null;
}

/** The canvas lends itself here while it is on the screen. */
export const useCanvasDoor = create<CanvasDoorState>()(() => ({ canvas: null, adding: null, draggedKind: null, busy: null }));
