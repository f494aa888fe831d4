// @vitest-environment happy-dom
import { act, render } from '@testing-library/react';
import { expect, it } from 'vitest';
import * as edit from '../../core/flow/edit.ts';
import type { Flow } from '../../core/flow/flow.ts';
import type { Readiness } from '../../core/flow/readiness.ts';
import { saysTheSame, useReadiness } from './use-readiness.ts';

const node = (id: string) => ({ id, kind: 'filter-rows', version: 1, name: id, position: { x: 0, y: 0 }, config: {} });
const flow = edit.addNode(edit.addNode(edit.createFlow('f', 'F'), node('a')), node('b'));

it('is the same answer while cards are only moved, and one answer for all that ask', () => {
  const seen: Readiness[] = [];
  const Asks = ({ of }: { of: Flow }) => {
    seen.push(useReadiness(of));
    return null;
  };
  const shown = render(<Asks of={flow} />);
  act(() => shown.rerender(<Asks of={edit.moveNodes(flow, { a: { x: 50, y: 9 } })} />));
  expect(new Set(seen).size).toBe(1);
  const answered = edit.setAnswer(flow, 'checks', 'Counted each month');
  act(() =>
    shown.rerender(
      <>
        <Asks of={answered} />
        <Asks of={answered} />
      </>,
    ),
  );
  expect(seen.at(-1)?.answered).toBe((seen[0]?.answered ?? 0) + 1);
  expect(new Set(seen).size).toBe(2);
});

it('knows a move from a change', () => {
  const moved = edit.moveNodes(flow, { a: { x: 50, y: 9 } });
  expect([saysTheSame(flow, moved), saysTheSame(flow, edit.setNodeName(flow, 'a', 'c')), saysTheSame(flow, edit.setConfig(flow, 'a', { x: 1 }))]).toEqual([
    true,
    false,
    false,
  ]);
  expect([saysTheSame(flow, edit.setNodeNote(flow, 'a', 'n')), saysTheSame(flow, edit.removeNodes(flow, ['a']))]).toEqual([false, false]);
});
