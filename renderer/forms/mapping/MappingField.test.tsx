// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Mapping } from '../../../core/catalog/shapes.ts';
import { showWidget } from '../testing/show-widget.tsx';

const drawn = vi.hoisted(() => ({ rows: 0 }));
vi.mock('../FieldFrame.tsx', async (original) => ({
  ...(await original<typeof import('../FieldFrame.tsx')>()),
  // Every row ends with the lines of its problems.
  ProblemLines: () => {
    drawn.rows++;
    return null;
  },
}));

afterEach(cleanup);

const ROWS = 100;

function show() {
  const items = Array.from({ length: ROWS }, (_, i) => ({ to: `field ${i}`, from: `field ${i}`, formula: '' }));
  const widget = showWidget<Mapping>({ field: 'mapping', widget: 'mapping', label: 'Mapping' }, { rest: 'drop', items });
  return { ...widget, names: () => widget.latest().items.map(({ to }) => to) };
}

const row = (name: string) => screen.getByRole('button', { name: new RegExp(`^${name} `) });

it('a letter typed in one of a hundred rows draws that row again, and no other', () => {
  const { names } = show();
  fireEvent.click(row('field 40'));
  const name = screen.getByLabelText('Name');
  for (const text of ['field 40a', 'field 40ab', 'field 40abc']) {
    drawn.rows = 0;
    fireEvent.change(name, { target: { value: text } });
    // The row itself, and the lines below the whole list.
    expect(drawn.rows).toBeLessThanOrEqual(2);
  }
  expect(names()[40]).toBe('field 40abc');
});

it('rows that were not drawn again change what is there now: moved, opened, removed', () => {
  const { names } = show();
  fireEvent.click(row('field 40'));
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'renamed' } });
  fireEvent.keyDown(screen.getByRole('button', { name: /^Move field 2:/ }), { key: 'ArrowUp' });
  expect(names().slice(0, 3)).toEqual(['field 0', 'field 2', 'field 1']);
  expect(names()[40]).toBe('renamed');
  fireEvent.click(row('field 99'));
  fireEvent.click(screen.getByRole('button', { name: 'Remove field 99' }));
  expect([names().length, names()[40]]).toEqual([ROWS - 1, 'renamed']);
  fireEvent.keyDown(screen.getByRole('button', { name: /^Move field 98:/ }), { key: 'ArrowDown' });
  expect(names().at(-1), 'the last row moves no further').toBe('field 98');
});
