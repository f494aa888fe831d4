// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Correctable, Correction } from '../../../core/api/replay-models.ts';
import type { RunDetail } from '../../../core/api/run-models.ts';
import { answerWith } from '../../api/client.ts';
import { CorrectGrid } from './CorrectGrid.tsx';
import { keysIn } from './KeyChooser.tsx';

const counts = { in: 3, out: 1, filtered: 0, duplicates: 0, rejected: 2, fannedOut: 0, used: 0, pending: 0 };
const detail = {
  run: { runId: 'r1' },
  steps: [{ nodeId: 'read', name: 'People', kind: 'csv-source', status: 'succeeded-with-rejects', counts, ports: {}, ms: 1 }],
} as unknown as RunDetail;
const page: Correctable = {
  fields: [
    { name: 'id', type: 'text' },
    { name: 'pay', type: 'decimal' },
  ],
  rows: [
    { seq: 1, origin: { source: 'read', ordinal: 1 }, message: 'No decimal number.', field: 'pay', values: ['2', 'n/a'], unknown: [] },
    { seq: 2, origin: { source: 'read', ordinal: 2 }, message: 'Too short.', values: [null, null], raw: '3', unknown: [] },
  ],
  next: null,
};

function Grid({
  seen,
  problems = [],
}: {
  seen: Correction[][];
  problems?: { source: string; ordinal: number; seq?: number; field: string; message: string }[];
}) {
  const [, setCount] = useState(0);
  return (
    <CorrectGrid
      detail={detail}
      problems={problems}
      onChange={(corrections) => {
        seen.push(corrections);
        setCount((count) => count + 1);
      }}
    />
  );
}

describe('the grid of rejected records', () => {
  afterEach(cleanup);

  it('sends what was changed, keeps the original in sight, and takes a change back when it is typed back', async () => {
    answerWith(() => page);
    const seen: Correction[][] = [];
    render(<Grid seen={seen} />);
    const pay = (await screen.findByLabelText('pay of record 2')) as HTMLInputElement;
    fireEvent.change(pay, { target: { value: '8.10' } });
    expect(seen.at(-1)).toEqual([{ nodeId: 'read', source: 'read', ordinal: 1, seq: 1, values: { pay: '8.10' } }]);
    expect(screen.getByText('was n/a')).toBeTruthy();
    fireEvent.change(pay, { target: { value: '' } });
    expect(seen.at(-1)?.[0]?.values).toEqual({ pay: null });
    fireEvent.change(pay, { target: { value: 'n/a' } });
    expect(seen.at(-1)).toEqual([]);
    expect(screen.queryByText('was n/a')).toBeNull();
  });

  it('of a line that never became a record it sends every field, and shows what does not fit beside it', async () => {
    answerWith(() => page);
    const seen: Correction[][] = [];
    render(<Grid seen={seen} problems={[{ source: 'read', ordinal: 2, field: 'pay', message: '"x" is not a decimal number.' }]} />);
    fireEvent.change(await screen.findByLabelText('pay of record 3'), { target: { value: 'x' } });
    expect(seen.at(-1)).toEqual([{ nodeId: 'read', source: 'read', ordinal: 2, seq: 2, values: { id: null, pay: 'x' } }]);
    await waitFor(() => expect(screen.getByText('"x" is not a decimal number.')).toBeTruthy());
    expect(screen.getByLabelText('pay of record 3').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('3')).toBeTruthy();
  });

  it('two rejected rows that were made of one record are told apart, typed into and refused each by itself', async () => {
    const [first] = page.rows;
    if (!first) throw new Error('no row');
    const both = [1, 2].map((number) => ({ ...first, seq: number, sibling: { number, of: 2 } }));
    answerWith(() => ({ ...page, rows: both }));
    const seen: Correction[][] = [];
    render(<Grid seen={seen} problems={[{ source: 'read', ordinal: 1, seq: 2, field: 'pay', message: '"x" is not a decimal number.' }]} />);
    expect(await screen.findByText(/those you leave as they are will be rejected again/)).toBeTruthy();
    expect(screen.getByText('2 of 2 made of record 2')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('pay of record 2, 1 of 2'), { target: { value: '8.10' } });
    fireEvent.change(screen.getByLabelText('pay of record 2, 2 of 2'), { target: { value: 'x' } });
    expect(seen.at(-1)).toEqual([
      { nodeId: 'read', source: 'read', ordinal: 1, seq: 1, values: { pay: '8.10' } },
      { nodeId: 'read', source: 'read', ordinal: 1, seq: 2, values: { pay: 'x' } },
    ]);
    expect(screen.getByLabelText('pay of record 2, 1 of 2').getAttribute('aria-invalid')).toBeNull();
    expect(screen.getByLabelText('pay of record 2, 2 of 2').getAttribute('aria-invalid')).toBe('true');
  });
});

it('keys are read as they are typed or pasted from a sheet', () => {
  expect(keysIn('1, 2\n\n3;4', 1)).toEqual([['1'], ['2'], ['3'], ['4']]);
  expect(keysIn('1\tAnn\n2; Bob\n', 2)).toEqual([
    ['1', 'Ann'],
    ['2', 'Bob'],
  ]);
  expect(keysIn(' \n', 1)).toEqual([]);
});
