import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFlow, renameFlow } from '../../core/flow/edit.ts';
import { EMPTY_HISTORY, type History, remember, stepBack, stepForward, stepTo } from './history.ts';
import { pointsOf } from './history-list.ts';

const start = createFlow('f', 'start');

describe('history', () => {
  it('undoes and redoes any session of edits exactly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.string({ minLength: 1 }), gap: fc.integer({ min: 0, max: 4_000 }), merge: fc.option(fc.constantFrom('a', 'b')) })),
        (edits) => {
          let [history, flow, at]: [History, typeof start, number] = [EMPTY_HISTORY, start, 0];
          for (const { name, gap, merge } of edits) {
            at += gap;
            history = remember(history, flow, { name, at, ...(merge === null ? {} : { merge }) });
            flow = renameFlow(flow, name);
          }
          const end = flow;
          for (let step = stepBack(history, flow); step; step = stepBack(history, flow)) ({ flow, history } = step);
          expect(flow).toBe(start);
          for (let step = stepForward(history, flow); step; step = stepForward(history, flow)) ({ flow, history } = step);
          expect(flow).toBe(end);
        },
      ),
    );
  });

  it('takes quick edits with one key as one step, slow ones as two', () => {
    const quick = remember(remember(EMPTY_HISTORY, start, { name: 'type', merge: 'x', at: 0 }), start, { name: 'type', merge: 'x', at: 1_000 });
    expect(quick.past).toHaveLength(1);
    const slow = remember(quick, start, { name: 'type', merge: 'x', at: 9_000 });
    expect(slow.past).toHaveLength(2);
  });

  it('does not join an edit to one that was undone and redone', () => {
    const once = remember(EMPTY_HISTORY, start, { name: 'type', merge: 'x', at: 0 });
    const undone = stepBack(once, start);
    const redone = undone && stepForward(undone.history, undone.flow);
    expect(remember(redone?.history ?? EMPTY_HISTORY, start, { name: 'type', merge: 'x', at: 10 }).past).toHaveLength(2);
  });

  it('forgets what could be redone when something else is done', () => {
    const undone = stepBack(remember(EMPTY_HISTORY, start, { name: 'a', at: 0 }), start);
    expect(undone?.history.future).toHaveLength(1);
    expect(remember(undone?.history ?? EMPTY_HISTORY, start, { name: 'b', at: 1 }).future).toHaveLength(0);
  });
});

it('a list of changes leads to each of its moments, from each of them', () => {
  let [history, flow]: [History, typeof start] = [EMPTY_HISTORY, start];
  const flows = [flow];
  for (const name of ['one', 'two', 'three']) {
    history = remember(history, flow, { name, at: flows.length });
    flow = renameFlow(flow, name);
    flows.push(flow);
  }
  expect(pointsOf(history).map(({ name, steps }) => [name, steps])).toEqual([
    ['three', 0],
    ['two', -1],
    ['one', -2],
    [null, -3],
  ]);
  for (const from of [0, 1, 2, 3])
    for (const to of [0, 1, 2, 3]) {
      const at = from === 3 ? { flow, history } : stepTo(history, flow, from - 3);
      if (!at) throw new Error('no way');
      const reached = to === from ? at : stepTo(at.history, at.flow, to - from);
      expect(reached?.flow).toBe(flows[to]);
      expect(pointsOf(reached?.history ?? EMPTY_HISTORY).find(({ steps }) => steps === 0)?.name ?? null).toBe([null, 'one', 'two', 'three'][to]);
    }
  expect(stepTo(history, flow, -9)?.flow).toBe(start);
  expect(stepTo(history, flow, 1)).toBeNull();
});
