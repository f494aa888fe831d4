// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { gridFlow } from '../../core/flow/testing/grid-flow.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { tidyUp } from './arrange.ts';

const said = vi.hoisted(() => [] as string[]);
vi.mock('../ui/say.ts', () => ({ sayFailed: (words: string) => said.push(words) }));
vi.mock('../canvas/layout.ts', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});

test('when the part that tidies up cannot be loaded, that is said, and the canvas is not busy for ever', async () => {
  const flow = gridFlow(6, 6, () => ({ kind: 'filter-rows', version: 1, config: {} }), 'f');
  useDocument.setState({ flowId: 'f', flow });
  await tidyUp();
  expect(said).toEqual(['The flow could not be tidied up']);
  expect([useCanvasDoor.getState().busy, useDocument.getState().flow]).toEqual([null, flow]);
});
