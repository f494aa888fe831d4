// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { showWidget } from '../testing/show-widget.tsx';
import type { KeyValue } from './key-values-edit.ts';

afterEach(cleanup);
const field = { field: 'headers', widget: 'key-values', label: 'Headers' } as const;

it('lines are added, typed, moved and removed', () => {
  const { latest } = showWidget<readonly KeyValue[]>(field, [{ key: 'Accept', value: '*/*' }]);
  fireEvent.click(screen.getByRole('button', { name: 'Add a line' }));
  fireEvent.change(screen.getByLabelText('Key 2'), { target: { value: 'accept ' } });
  expect(screen.getAllByText(/stands more than once/)).toHaveLength(2);
  fireEvent.change(screen.getByLabelText('Key 2'), { target: { value: 'X-Id' } });
  expect(screen.queryByText(/stands more than once/)).toBeNull();
  fireEvent.change(screen.getByLabelText('Value of X-Id'), { target: { value: '7' } });
  fireEvent.keyDown(screen.getByRole('button', { name: /^Move X-Id/ }), { key: 'ArrowUp' });
  expect(latest()).toEqual([
    { key: 'X-Id', value: '7' },
    { key: 'Accept', value: '*/*' },
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Remove Accept' }));
  expect(latest()).toEqual([{ key: 'X-Id', value: '7' }]);
});

it('two columns of a spreadsheet, or lines with a colon, are pasted as pairs', () => {
  const { latest } = showWidget<readonly KeyValue[]>(field, [{ key: '', value: '' }]);
  fireEvent.paste(screen.getByLabelText('Key 1'), { clipboardData: { getData: () => 'Accept\ttext/csv\nHost\texample.org\n' } });
  fireEvent.paste(screen.getByLabelText('Key 2'), { clipboardData: { getData: () => 'X-A: 1\nX-B=2' } });
  expect(latest()).toEqual([
    { key: 'Accept', value: 'text/csv' },
    { key: 'Host', value: 'example.org' },
    { key: 'X-A', value: '1' },
    { key: 'X-B', value: '2' },
  ]);
});
