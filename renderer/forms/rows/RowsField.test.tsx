// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { FormField, RowsForm } from '../../../core/catalog/form.ts';
import type { Problem } from '../../../core/flow/flow.ts';
import { NodeForm } from '../NodeForm.tsx';
import { testContext } from '../testing/form-context.ts';
import type { Row } from './row-edit.ts';

const CALCULATIONS: RowsForm = {
  noun: 'calculation',
  empty: { kind: 'count', of: '', to: '' },
  parts: [
    {
      field: 'kind',
      widget: 'choice',
      label: 'What',
      options: [
        { value: 'count', label: 'Count' },
        { value: 'sum', label: 'Sum' },
      ],
    },
    { field: 'of', widget: 'column', label: 'Of field', visibleWhen: { field: 'kind', is: ['sum'] } },
    { field: 'to', widget: 'text', label: 'As' },
  ],
};
const CASES: RowsForm = {
  noun: 'case',
  empty: { id: '', name: '', when: { match: 'all', items: [] } },
  idKey: 'id',
  most: 3,
  parts: [
    { field: 'name', widget: 'text', label: 'Name' },
    { field: 'when', widget: 'conditions', label: 'Takes records where' },
  ],
};
const none = { match: 'all', items: [] };

let latest: readonly Row[];
let changed: (string | undefined)[];

function Harness({ start, rows, problems = [] }: { start: readonly Row[]; rows: RowsForm; problems?: readonly Problem[] }) {
  const [value, setValue] = useState(start);
  latest = value;
  const list: FormField = { field: 'list', widget: 'rows', label: 'List', rows };
  return (
    <MantineProvider>
      <NodeForm
        sections={[{ fields: [list] }]}
        context={testContext({ config: { list: value }, problems, outcome: { in: 9, out: 9, filtered: 0, rejected: 0 } })}
        onChange={(_field, next, part) => {
          changed.push(part);
          setValue(next as Row[]);
        }}
      />
    </MantineProvider>
  );
}
const show = (start: readonly Row[], rows: RowsForm, problems?: readonly Problem[]) => {
  changed = [];
  render(<Harness start={start} rows={rows} {...(problems ? { problems } : {})} />);
};
const problem = (field: string, message: string): Problem => ({ severity: 'error', code: 'missing-setting', node: 'n', field, message, hint: '' });

describe('a list of entries', () => {
  afterEach(cleanup);

  it('has short parts in one line, those that do not belong left empty, and changes one part of one entry', () => {
    show(
      [
        { kind: 'count', of: '', to: 'n' },
        { kind: 'sum', of: 'Hours', to: 'h' },
      ],
      CALCULATIONS,
    );
    expect(screen.queryByLabelText('Of field of calculation 1')).toBeNull();
    expect((screen.getByLabelText('Of field of calculation 2') as HTMLInputElement).value).toBe('Hours');
    fireEvent.change(screen.getByLabelText('As of calculation 2'), { target: { value: 'hours' } });
    expect(latest).toEqual([
      { kind: 'count', of: '', to: 'n' },
      { kind: 'sum', of: 'Hours', to: 'hours' },
    ]);
    fireEvent.change(screen.getByLabelText('What of calculation 1'), { target: { value: 'sum' } });
    expect(screen.getByLabelText('Of field of calculation 1')).toBeTruthy();
  });

  it('adds an entry that begins as the kind says, puts the cursor into it, and removes one', () => {
    show([{ kind: 'sum', of: 'Hours', to: 'h' }], CALCULATIONS);
    fireEvent.click(screen.getByText('Add a calculation'));
    expect(latest[1]).toEqual(CALCULATIONS.empty);
    expect(latest[1]).not.toBe(CALCULATIONS.empty);
    expect(document.activeElement).toBe(screen.getByLabelText('What of calculation 2'));
    fireEvent.click(screen.getByLabelText('Remove calculation 1'));
    expect(latest).toEqual([CALCULATIONS.empty]);
  });

  it('moves entries with the arrow keys, each with its id', () => {
    show(
      ['a', 'b', 'c'].map((id) => ({ id, name: id.toUpperCase(), when: none })),
      CASES,
    );
    fireEvent.keyDown(screen.getByLabelText(/^Move case 3/), { key: 'ArrowUp' });
    fireEvent.keyDown(screen.getByLabelText(/^Move case 1/), { key: 'ArrowUp' });
    expect(latest.map((row) => row['id'])).toEqual(['a', 'c', 'b']);
    fireEvent.change(screen.getByLabelText('Name of case 2'), { target: { value: 'Third' } });
    expect(latest[1]).toEqual({ id: 'c', name: 'Third', when: none });
  });

  it('gives each added entry an id of its own, and stops at the most there may be', () => {
    show([], CASES);
    const add = screen.getByText('Add a case') as HTMLButtonElement;
    for (let i = 0; i < 4; i++) fireEvent.click(add);
    expect(new Set(latest.map((row) => row['id'])).size).toBe(3);
    expect(latest.every((row) => /^\w{4,}$/.test(String(row['id'])))).toBe(true);
    expect(add.disabled).toBe(true);
    expect(screen.getByText('There can be 3 at most.')).toBeTruthy();
  });

  it('has tall parts in a card, with fields that arrive at the step, and says nothing there of the step as a whole', () => {
    show([{ id: 'a', name: 'A', when: none }], CASES);
    const card = screen.getByRole('listitem', { name: 'case 1' });
    fireEvent.click(within(card).getByText('Add a condition'));
    expect(latest[0]).toMatchObject({ id: 'a', name: 'A', when: { match: 'all', items: [{ field: '' }] } });
    expect(screen.queryByText(/sample records match/)).toBeNull();
  });

  it('says what is wrong at the entry, in a line and in a card, and once', () => {
    show([{ kind: 'sum', of: '', to: 'h' }], CALCULATIONS, [problem('list.0.of', 'No field is chosen.'), problem('list', 'Too few.')]);
    expect(within(screen.getByRole('listitem')).getAllByText('No field is chosen.')).toHaveLength(1);
    expect(screen.getByLabelText('Of field of calculation 1').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getAllByText('Too few.')).toHaveLength(1);
    cleanup();
    const when = { match: 'all', items: [{ field: 'Status', operator: 'equals', value: '', values: [], caseSensitive: false }] };
    show([{ id: 'a', name: '', when }], CASES, [
      problem('list.0.name', 'The case has no name.'),
      problem('list.0.when.items.0.value', 'No value is given.'),
      problem('list.0', 'This case is never reached.'),
    ]);
    const card = screen.getByRole('listitem', { name: 'case 1' });
    for (const text of ['The case has no name.', 'No value is given.', 'This case is never reached.']) expect(within(card).getAllByText(text)).toHaveLength(1);
    expect(screen.getByLabelText('Name of case 1').getAttribute('aria-invalid')).toBe('true');
  });

  it('tells what changed, so that undo takes back one thing at a time', () => {
    show([{ kind: 'count', of: '', to: 'n' }], CALCULATIONS);
    fireEvent.change(screen.getByLabelText('As of calculation 1'), { target: { value: 'nu' } });
    fireEvent.change(screen.getByLabelText('As of calculation 1'), { target: { value: 'num' } });
    fireEvent.click(screen.getByText('Add a calculation'));
    fireEvent.click(screen.getByText('Add a calculation'));
    fireEvent.click(screen.getByLabelText('Remove calculation 1'));
    expect(changed).toEqual(['list.0.to', 'list.0.to', 'list.add.1', 'list.add.2', 'list.remove.3']);
  });
});
