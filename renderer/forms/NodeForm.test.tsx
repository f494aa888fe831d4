// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FormSection } from '../../core/catalog/form.ts';
import { catalog } from '../../core/nodes/index.ts';
import { NodeForm } from './NodeForm.tsx';
import { testContext } from './testing/form-context.ts';
import { WIDGETS } from './widgets.ts';

const sections: FormSection[] = [
  {
    fields: [
      { field: 'mode', widget: 'choice', label: 'Mode', options: ['fast', 'slow', 'slower', 'slowest'].map((value) => ({ value, label: value })) },
      { field: 'limits.most', widget: 'number', label: 'At most', help: 'Records in one go.', min: 1, max: 10, visibleWhen: { field: 'mode', is: ['slow'] } },
    ],
  },
  { title: 'More', advanced: true, fields: [{ field: 'path', widget: 'text', label: 'Path' }] },
];

function show(config: Record<string, unknown>, problems: Parameters<typeof testContext>[0] = {}) {
  const onChange = vi.fn();
  render(
    <MantineProvider>
      <NodeForm sections={sections} context={testContext({ config, ...problems })} onChange={onChange} />
    </MantineProvider>,
  );
  return onChange;
}

describe('a form drawn from a description', () => {
  afterEach(cleanup);

  it('shows a setting only while another has the value it belongs to', () => {
    show({ mode: 'fast', limits: { most: 3 }, path: '' });
    expect(screen.queryByLabelText('At most')).toBeNull();
    cleanup();
    show({ mode: 'slow', limits: { most: 3 }, path: '' });
    expect((screen.getByLabelText('At most') as HTMLInputElement).value).toBe('3');
  });

  it('gives changes with the path of the setting, and keeps a number that does not fit to itself', () => {
    const onChange = show({ mode: 'slow', limits: { most: 3 }, path: '' });
    fireEvent.change(screen.getByLabelText('Mode'), { target: { value: 'slower' } });
    fireEvent.change(screen.getByLabelText('At most'), { target: { value: '7' } });
    fireEvent.change(screen.getByLabelText('At most'), { target: { value: '70' } });
    expect(onChange.mock.calls.map((call) => call.slice(0, 2))).toEqual([
      ['mode', 'slower'],
      ['limits.most', 7],
    ]);
    expect(screen.getByText(/From 1 to 10/)).toBeTruthy();
  });

  it('says what is wrong beside the setting, ties it to the control, and unfolds the section it is in', () => {
    show(
      { mode: 'fast', path: '' },
      { problems: [{ severity: 'error', code: 'missing-setting', field: 'path', message: 'No file is chosen.', hint: 'Choose one.' }] },
    );
    const input = screen.getByLabelText('Path');
    expect(document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent).toBe('No file is chosen. Choose one.');
    expect(input.closest('details')?.open).toBe(true);
  });
});

it('has a component for every widget that a node kind names', () => {
  const named = catalog.all().flatMap((spec) => spec.form.flatMap((section) => section.fields.map((field) => field.widget)));
  expect(named.filter((widget) => !Object.hasOwn(WIDGETS, widget))).toEqual([]);
  expect(named.length).toBeGreaterThan(20);
});
