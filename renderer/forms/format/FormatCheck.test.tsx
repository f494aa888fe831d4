// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FormatTrial } from '../../../core/api/format-models.ts';
import { FormatCheck } from './FormatCheck.tsx';
import { conversion, valuesOf } from './sample-values.ts';
import type { FormatSubject } from './use-format-trial.ts';

const answer = vi.hoisted(() => ({ trials: {} as Record<string, object> }));
vi.mock('../../api/client.ts', () => ({
  api: {
    design: {
      tryFormats: async ({ formats }: { formats: string[] }) =>
        formats.map((format) => ({ format, seen: 3, fits: 0, example: null, misfits: [], ambiguous: null, ...answer.trials[format] }) satisfies FormatTrial),
    },
  },
}));

const subject: FormatSubject = { direction: 'read', type: 'date', values: [{ row: 1, value: '03/04/2026' }], zone: 'UTC' };

describe('what a form makes of the sample', () => {
  afterEach(cleanup);

  it('shows a real value as it is read, and what does not fit with its record', async () => {
    answer.trials = {
      '': { fits: 0, misfits: [{ row: 17, given: 'n/a' }] },
      'dd.MM.yyyy': { fits: 2, example: { row: 1, given: '20.11.2026', made: '2026-11-20' }, misfits: [{ row: 17, given: 'n/a' }] },
    };
    const onChange = vi.fn();
    const { rerender } = render(<FormatCheck value="" subject={subject} onChange={onChange} />);
    fireEvent.click(await screen.findByRole('button', { name: 'Use dd.MM.yyyy: fits more' }));
    expect(onChange).toHaveBeenCalledWith('dd.MM.yyyy');
    rerender(<FormatCheck value="dd.MM.yyyy" subject={subject} onChange={onChange} />);
    await waitFor(() => expect(screen.getByText('20 November 2026')).toBeTruthy());
    expect(screen.getByText('1 of 3 sample values do not fit: record 17 "n/a"')).toBeTruthy();
    expect(screen.queryByText(/fits more/)).toBeNull();
  });

  it('warns where day and month may be mistaken, and offers the other way', async () => {
    const example = { row: 1, given: '03/04/2026', made: '2026-04-03' };
    answer.trials = { 'dd/MM/yyyy': { fits: 3, example, ambiguous: { ...example, swapped: '2026-03-04' } }, 'MM/dd/yyyy': { fits: 3, example } };
    const onChange = vi.fn();
    render(<FormatCheck value="dd/MM/yyyy" subject={subject} onChange={onChange} />);
    expect(await screen.findByText(/03\/04\/2026 is 3 April 2026 here, but may be 4 March 2026/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Use MM/dd/yyyy' }));
    expect(onChange).toHaveBeenCalledWith('MM/dd/yyyy');
  });

  it('says at once what is wrong with a pattern', () => {
    render(<FormatCheck value="DD.MM.YYYY" subject={subject} onChange={() => undefined} />);
    expect(screen.getByText(/small letters: yyyy/)).toBeTruthy();
  });
});

it('knows which way a conversion goes', () => {
  expect(conversion('text', 'date')).toEqual({ direction: 'read', type: 'date' });
  expect(conversion('decimal', 'text')).toEqual({ direction: 'write', type: 'decimal' });
  expect(conversion('text', 'text')).toBeNull();
  expect(conversion('date', undefined)).toBeNull();
});

it('numbers values by their record in the source', () => {
  const sample = {
    fields: [{ name: 'a', type: 'text' as const }],
    rows: [['x'], [null]],
    origins: [
      { source: 's', ordinal: 4 },
      { source: 's', ordinal: 9 },
    ],
    first: 2,
    total: 2,
    profile: [],
    cut: false,
  };
  expect(valuesOf(sample, 'a')).toEqual([
    { row: 5, value: 'x' },
    { row: 10, value: null },
  ]);
  expect(valuesOf(sample, 'b')).toEqual([]);
});
