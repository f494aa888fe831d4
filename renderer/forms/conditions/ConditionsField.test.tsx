// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConditionGroup } from '../../../core/catalog/shapes.ts';
import type { Problem } from '../../../core/flow/flow.ts';
import { testContext } from '../testing/form-context.ts';
import { ConditionsField } from './ConditionsField.tsx';

const context = testContext({ outcome: { in: 200, out: 134, filtered: 66, rejected: 0 } });

let latest: ConditionGroup;

function Harness({ start, problems = [] }: { start: ConditionGroup; problems?: readonly Problem[] }) {
  const [value, setValue] = useState(start);
  latest = value;
  return (
    <MantineProvider>
      <ConditionsField
        id="c"
        labelId="l"
        describedBy={undefined}
        value={value}
        onChange={setValue}
        field={{ field: 'conditions', widget: 'conditions', label: 'Keep records where' }}
        context={context}
        problems={problems}
      />
    </MantineProvider>
  );
}

const one = (operator: 'equals' | 'between' | 'is-empty', field = 'Status'): ConditionGroup => ({
  match: 'all',
  items: [{ field, operator, value: '', values: [], caseSensitive: false }],
});

describe('the condition builder', () => {
  afterEach(cleanup);

  it('asks for as many values as the operator needs, and says how many records match', () => {
    render(<Harness start={one('equals')} />);
    expect(screen.getByText('134 of 200 sample records match.')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Value Status is compared with'), { target: { value: 'Active' } });
    expect(latest.items[0]).toMatchObject({ value: 'Active' });
    fireEvent.change(screen.getByLabelText('How Status is compared'), { target: { value: 'is-empty' } });
    expect(screen.queryByLabelText('Value Status is compared with')).toBeNull();
  });

  it('keeps both ends of a range apart', () => {
    render(<Harness start={one('between', 'Hours')} />);
    fireEvent.change(screen.getByLabelText('Greatest value of Hours'), { target: { value: '40' } });
    fireEvent.change(screen.getByLabelText('Least value of Hours'), { target: { value: '10' } });
    expect(latest.items[0]).toMatchObject({ values: ['10', '40'] });
  });

  it('nests groups: a group within "all" begins as "any", and can be taken away again', () => {
    render(<Harness start={one('equals')} />);
    fireEvent.click(screen.getByText('Add a group'));
    expect(latest.items[1]).toMatchObject({ match: 'any', items: [{ field: '' }] });
    fireEvent.click(screen.getByLabelText('Remove this group'));
    expect(latest.items).toHaveLength(1);
  });

  it('moves a condition into a group and out again with the arrow keys, and denies a group', () => {
    const start: ConditionGroup = { match: 'all', items: [...one('equals').items, { match: 'any', items: one('equals', 'Hours').items }] };
    render(<Harness start={start} />);
    fireEvent.keyDown(screen.getByRole('button', { name: /^Move Status/ }), { key: 'ArrowDown' });
    expect(latest.items).toMatchObject([{ match: 'any', items: [{ field: 'Status' }, { field: 'Hours' }] }]);
    fireEvent.keyDown(screen.getByRole('button', { name: /^Move Status/ }), { key: 'ArrowUp' });
    expect(latest).toEqual(start);
    fireEvent.click(screen.getAllByLabelText('None')[1] as HTMLElement);
    expect(latest.items[1]).toMatchObject({ match: 'none' });
    expect(screen.getByText('of these may hold')).toBeTruthy();
  });

  it('says at an empty group that it is one', () => {
    const problems: Problem[] = [{ severity: 'error', code: 'missing-setting', node: 'n', field: 'conditions.items.1', message: 'A group has no conditions.' }];
    render(<Harness start={{ match: 'all', items: [...one('equals').items, { match: 'any', items: [] }] }} problems={problems} />);
    expect(screen.getAllByText('A group has no conditions.')).toHaveLength(1);
  });

  it('says what is wrong beside the condition it belongs to', () => {
    const problems: Problem[] = [
      { severity: 'error', code: 'missing-setting', node: 'n', field: 'conditions.items.0.value', message: 'No value is given.', hint: 'Type one.' },
    ];
    render(<Harness start={one('equals')} problems={problems} />);
    expect(screen.getByText('No value is given.')).toBeTruthy();
    expect(screen.getByLabelText('Value Status is compared with').getAttribute('aria-invalid')).toBe('true');
  });
});
