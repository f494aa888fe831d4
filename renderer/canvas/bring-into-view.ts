/** Where the canvas stands: what is at (0, 0) in the flow is drawn `x` and `y` pixels from its top left corner, `zoom` times as large. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

/** A card, in the flow's coordinates. */
export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

/** What stays free around a card that is brought into view, in pixels; the tools lie along the bottom. */
const FREE = { left: 24, top: 24, right: 24, bottom: 56 };

/** Smaller than this, cards are hard to read. */
const LEAST_ZOOM = 0.6;

/** The view, moved by no more than what shows the whole card; the same object when it is in view. */
export function showing(view: View, size: Size, card: Place): View {
  const shift = { x: way(card.x * view.zoom + view.x, card.width * view.zoom, size.width, FREE.left, FREE.right), y: 0 };
  shift.y = way(card.y * view.zoom + view.y, card.height * view.zoom, size.height, FREE.top, FREE.bottom);
  return shift.x === 0 && shift.y === 0 ? view : { ...view, x: view.x + shift.x, y: view.y + shift.y };
}

/** As `showing`, but zooms out a little where moving alone would push cards out of view that have been in it. */
export function showingToo(view: View, size: Size, card: Place, seen: readonly Place[]): View {
  const moved = showing(view, size, card);
  if (seen.every((one) => isIn(moved, size, one))) return moved;
  const all = [card, ...seen].reduce(around);
  const room = { width: size.width - FREE.left - FREE.right, height: size.height - FREE.top - FREE.bottom };
  const fitting = Math.min(room.width / all.width, room.height / all.height);
  const zoom = Math.min(view.zoom, Math.max(LEAST_ZOOM, fitting));
  // What is furthest to the left and to the top stays where it is, as far as it can.
  const zoomed = { x: view.x + all.x * (view.zoom - zoom), y: view.y + all.y * (view.zoom - zoom), zoom };
  return showing(fitting < zoom ? zoomed : showing(zoomed, size, all), size, card);
}

/** Whether the whole card is in view. */
export function isIn({ x, y, zoom }: View, { width, height }: Size, card: Place): boolean {
  const [left, top] = [card.x * zoom + x, card.y * zoom + y];
  return left >= 0 && top >= 0 && left + card.width * zoom <= width && top + card.height * zoom <= height;
}

/** How far something must be moved along one direction. What is larger than the room begins at its beginning. */
function way(start: number, length: number, room: number, before: number, behind: number): number {
  if (start < before || length > room - before - behind) return before - start;
  return Math.min(0, room - behind - start - length);
}

function around(a: Place, b: Place): Place {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}
