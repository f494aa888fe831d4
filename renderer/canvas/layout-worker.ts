import { arrange, type Drawing } from './arrangement.ts';
import type { Positions } from './tangle.ts';

/** What the window asks this thread for, and what it gets. */
export interface LayoutRequest {
  readonly drawing: Drawing;
  readonly columns: number;
}
export type LayoutAnswer = Positions;

self.onmessage = ({ data }: MessageEvent<LayoutRequest>) => self.postMessage(arrange(data.drawing, data.columns) satisfies LayoutAnswer);
