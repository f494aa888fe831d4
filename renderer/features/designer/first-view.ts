import { isIn, type Place, type Size, type View } from '../../canvas/bring-into-view.ts';

const LEAST_READABLE = 0.5;
const MARGIN = 56;
const TIGHT_MARGIN = 20;
/** Height along the bottom where the tools of the canvas lie over the cards. */
const TOOLS = 32;

/**
 * What of a flow is shown when its canvas opens in a window of this size: as this window left it, if that still shows any of it; else the whole flow where
 * its cards can still be read, else its beginning.
 */
export function firstView(places: readonly Place[], size: Size, left: View | null): View {
  if (left && showsSome(places, size, left)) return left;
  if (places.length === 0) return { x: 0, y: 0, zoom: 1 };
  const [x, y] = [Math.min(...places.map((place) => place.x)), Math.min(...places.map((place) => place.y))];
  const width = Math.max(...places.map((place) => place.x + place.width)) - x;
  const height = Math.max(...places.map((place) => place.y + place.height)) - y;
  const room = { width: size.width, height: size.height - TOOLS };
  const margin = Math.min(room.width - width * LEAST_READABLE, room.height - height * LEAST_READABLE) / 2 < MARGIN ? TIGHT_MARGIN : MARGIN;
  const fitting = Math.min(1, (room.width - 2 * margin) / width, (room.height - 2 * margin) / height);
  const zoom = Math.max(LEAST_READABLE, fitting);
  const place = (length: number, room: number, start: number) => Math.max(margin, (room - length * zoom) / 2) - start * zoom;
  return { x: place(width, room.width, x), y: place(height, room.height, y), zoom };
}

/** Whether the beginning of anything would be in sight: the window may be smaller by now, or the steps elsewhere. */
function showsSome(places: readonly Place[], size: Size, { x, y, zoom }: View): boolean {
  const beginning = { x: x + TIGHT_MARGIN, y: y + TIGHT_MARGIN, zoom };
  return places.some((place) => isIn(beginning, size, { ...place, width: 0, height: 0 }));
}
