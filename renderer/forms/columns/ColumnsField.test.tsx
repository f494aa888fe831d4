// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testContext } from '../testing/form-context.ts';
import { ColumnsField } from './ColumnsField.tsx';
import { setChosen } from './set-chosen.ts';

const MANY = Array.from({ length: 500 }, (_, i) => ({ name: `field_${i}`, type: 'text' as const }));

function show(value: readonly string[], arriving: Parameters<typeof testContext>[0] = { arriving: { in: MANY } }) {
  const onChange = vi.fn();
  const { container } = render(
    <MantineProvider env="test">
      <ColumnsField
        id="c"
        labelId="l"
        describedBy={undefined}
        value={value}
        onChange={onChange}
        field={{ field: 'keys', widget: 'columns', label: 'Keys' }}
        context={testContext(arriving)}
        problems={[]}
      />
    </MantineProvider>,
  );
  return { onChange, container };
}

describe('several fields', () => {
  afterEach(cleanup);

  it('are plain rows when there are many, each of which can be moved and removed', () => {
    const names = MANY.map(({ name }) => name);
    const { onChange, container } = show([...names, 'gone']);
    expect(container.querySelectorAll('ol input')).toHaveLength(0);
    expect(container.querySelectorAll('[data-missing]')).toHaveLength(1);
    fireEvent.keyDown(screen.getByLabelText(/^Move field_499:/), { key: 'ArrowUp' });
    expect(onChange.mock.lastCall?.[0].slice(497, 500)).toEqual(['field_497', 'field_499', 'field_498']);
    fireEvent.click(screen.getByLabelText('Remove gone'));
    expect(onChange.mock.lastCall?.[0]).toEqual(names);
  });

  it('are taken and left in one go, those that are found', () => {
    const { onChange } = show(['field_7', 'other']);
    fireEvent.click(screen.getByRole('button', { name: 'Several' }));
    fireEvent.change(screen.getByLabelText('Find a field'), { target: { value: 'FIELD_49' } });
    expect(screen.getByText('0 of 11')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Take those shown' }));
    expect(onChange.mock.lastCall?.[0]).toEqual(['field_7', 'other', 'field_49', ...Array.from({ length: 10 }, (_, i) => `field_49${i}`)]);
  });

  it('are pasted as names while nothing is known of what arrives', () => {
    const { onChange } = show(['a'], { arriving: { in: null } });
    fireEvent.paste(screen.getByLabelText('Name of a field, added with Enter'), { clipboardData: { getData: () => 'a\tb\n c \n' } });
    expect(onChange).toHaveBeenCalledWith(['a', 'b', 'c']);
  });
});

it('keeps the order of what was chosen', () => {
  expect(setChosen(['b', 'a'], ['a', 'c'], true)).toEqual(['b', 'a', 'c']);
  expect(setChosen(['b', 'a', 'c'], ['a', 'x'], false)).toEqual(['b', 'c']);
});
