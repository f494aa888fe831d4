// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { defaultWords } from '../default-words.ts';
import { showWidget } from '../testing/show-widget.tsx';

afterEach(cleanup);

it('a length of time is typed in any unit and shown in the one that suits it', () => {
  const { latest } = showWidget({ field: 'wait', widget: 'duration', label: 'Wait', min: 1_000, max: 7_200_000 }, 90_000);
  const input = screen.getByLabelText('Wait') as HTMLInputElement;
  expect([input.value, (screen.getByLabelText('Unit of Wait') as HTMLSelectElement).value]).toEqual(['1.5', 'min']);
  fireEvent.change(input, { target: { value: '1 h 30 min' } });
  expect(latest()).toBe(5_400_000);
  fireEvent.blur(input);
  expect([input.value, (screen.getByLabelText('Unit of Wait') as HTMLSelectElement).value]).toEqual(['1.5', 'h']);
  fireEvent.change(input, { target: { value: '3' } });
  expect(screen.getByRole('alert').textContent).toBe('It takes at most 2 h. The setting stays 1.5 h until then.');
  fireEvent.change(input, { target: { value: 'soon' } });
  expect(screen.getByRole('alert').textContent).toContain('This is not an amount.');
  expect(latest()).toBe(5_400_000);
});

it('a default that is a length of time is told as one', () => {
  expect(defaultWords({ field: 'wait', widget: 'duration', label: 'Wait' }, 15_000)).toBe('15 s');
  expect(defaultWords({ field: 'most', widget: 'size', label: 'At most' }, 1_500_000_000)).toBe('1.5 GB');
});

it('another unit changes what the number means', () => {
  const { latest } = showWidget({ field: 'most', widget: 'size', label: 'At most' }, 10_000_000);
  fireEvent.change(screen.getByLabelText('Unit of At most'), { target: { value: 'GB' } });
  expect(latest()).toBe(10_000_000_000);
});
