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

/** Something that can be meant in several ways: a list to choose from opens at a place on the screen. */
export interface ChoiceRequest {
  screen: Point;
  title: string;
  choices: readonly { id: string; label: string; detail?: string; choose(): void }[];
}

/** What commands may ask of the canvas that is on the screen. */
export interface Canvas {
  /** Zooms so that these nodes, or all, are in view. */
  fit(nodeIds?: readonly string[]): void;
  zoomBy(factor: number): void;
  /** Brings a step, or the card of its collapsed group, into view without changing the zoom, if it is not in view. Also takes ids of other cards. */
  reveal(nodeId: string): void;
  /** The same for a step that was just added: zooms out a little rather than push others out of view. */
  revealNew(nodeId: string): void;
  /** Puts the keyboard focus on a node's card. */
  focusNode(nodeId: string): void;
  /** Width on the screen, in pixels. */
  width(): number;
  /** Middle of what is in view, in the flow's coordinates. */
  centre(): Point;
  zoom(): number;
  /** Shows a place in the middle, at a zoom. */
  show(view: { x: number; y: number; zoom: number }): void;
  /** Middle of a node's card on the screen. */
  screenOf(nodeId: string): Point | null;
  /** The next change of positions is shown as a movement. */
  glide(): void;
}

/** A wish to link a step: the menu of the steps it can be linked to opens at a place on the screen. */
export interface LinkRequest {
  nodeId: string;
  /** Client coordinates of the menu. */
  screen: Point;
}

interface CanvasDoorState {
  canvas: Canvas | null;
  adding: AddRequest | null;
  linking: LinkRequest | null;
  choosing: ChoiceRequest | null;
  /** Id of the card whose words are typed just now: a note, or the name of a group. */
  writing: string | null;
  /** The list of bookmarks; `rename` is the one whose name is typed. */
  bookmarks: { rename: string | null } | null;
  /** The kind that is dragged from the palette just now. */
  draggedKind: string | null;
  /** Something that is worked out for the canvas just now, and can be called off. */
  busy: { readonly words: string; cancel(): void } | null;
}

/** The canvas lends itself here while it is on the screen. */
export const useCanvasDoor = create<CanvasDoorState>()(() => ({
  canvas: null,
  adding: null,
  choosing: null,
  linking: null,
  writing: null,
  bookmarks: null,
  draggedKind: null,
  busy: null,
}));
