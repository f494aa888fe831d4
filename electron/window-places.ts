import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import * as z from 'zod';

/** Where a window stands on the screen. */
export interface Frame {
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
}

const place = z.object({
  x: z.number().optional(),
  y: z.number().optional(),
  width: z.number(),
  height: z.number(),
  maximized: z.boolean(),
  open: z.boolean(),
});
const places = z.record(z.string(), place);
type Places = z.infer<typeof places>;

const FIRST: Frame = { width: 1440, height: 900, maximized: false };
const file = () => join(app.getPath('userData'), 'windows.json');

/** The frame of a window, by its number; a window that never was opens beside the first one. */
export function frameOf(number: number): Frame {
  const known = read();
  const own = known[number];
  if (own) return toFrame(own);
  const first = known[1];
  if (!first) return FIRST;
  const offset = 32 * (number - 1);
  return { ...toFrame(first), ...(first.x === undefined || first.y === undefined ? {} : { x: first.x + offset, y: first.y + offset }), maximized: false };
}

/** Notes where a window stood when it was closed; `open`: it is there again when the program next starts. */
export function noteFrame(number: number, frame: Frame, open: boolean): void {
  try {
    writeFileSync(file(), JSON.stringify({ ...read(), [number]: { ...frame, open } }));
  } catch {
    // Losing the window's place is no reason to keep it open.
  }
}

/** Numbers of the windows to begin with: those that were open when the program ended. */
export function numbersToOpen(): number[] {
  const numbers = Object.entries(read())
    .filter(([, { open }]) => open)
    .map(([number]) => Number(number));
  return numbers.length > 0 ? numbers.sort((a, b) => a - b) : [1];
}

function read(): Places {
  try {
    return places.parse(JSON.parse(readFileSync(file(), 'utf8')));
  } catch {
    return {};
  }
}

function toFrame({ x, y, width, height, maximized }: Places[string]): Frame {
  return { ...(x === undefined || y === undefined ? {} : { x, y }), width, height, maximized };
}
