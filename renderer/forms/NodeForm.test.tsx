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

function show(config: Record<string, unknown>, context: Parameters<typeof testContext>[0] = {}) {
  const onChange = vi.fn();
  render(
    <MantineProvider>
      <NodeForm sections={sections} context={testContext({ config, defaults: config, ...context })} onChange={onChange} />
    </MantineProvider>,
  );
  return onChange;
}

describe('a form drawn from a description', () => {
  afterEach(cleanup);

  it('hides what depends on a setting that is hidden itself', () => {
    const chain: FormSection[] = [
      {
        fields: [
          { field: 'signIn', widget: 'switch', label: 'Sign in' },
          { field: 'from', widget: 'text', label: 'Token from', visibleWhen: { field: 'signIn', is: [true] } },
          { field: 'address', widget: 'text', label: 'Token address', visibleWhen: { field: 'from', is: ['address'] } },
        ],
      },
    ];
    const shown = (signIn: boolean) => {
      const config = { signIn, from: 'address', address: '' };
      render(
        <MantineProvider>
          <NodeForm sections={chain} context={testContext({ config, defaults: config })} onChange={vi.fn()} />
        </MantineProvider>,
      );
      const there = screen.queryByLabelText('Token address') !== null;
      cleanup();
      return there;
    };
    expect([shown(true), shown(false)]).toEqual([true, false]);
  });

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

describe('defaults', () => {
  afterEach(cleanup);
  const defaults = { mode: 'fast', limits: { most: 5 }, path: '' };

  it('says which setting is another than its default, what that is, and goes back to it', () => {
    const reset = vi.fn();
    const showHelp = vi.fn();
    show({ mode: 'slow', limits: { most: 3 }, path: 'a' }, { defaults, reset, showHelp });
    expect(screen.getByText('default: fast')).toBeTruthy();
    expect(screen.getByText('default: 5')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Back to the default: 5' }));
    expect(reset).toHaveBeenLastCalledWith(['limits.most'], 'At most');
    expect(screen.getByText('1 set', { selector: 'summary *' }).getAttribute('title')).toBe('Path');
    fireEvent.click(screen.getByRole('button', { name: 'All of More back to the defaults' }));
    expect(reset).toHaveBeenLastCalledWith(['path'], 'More');
    fireEvent.click(screen.getAllByRole('button', { name: 'Explain this setting' })[1] as HTMLElement);
    expect(showHelp).toHaveBeenLastCalledWith('limits.most');
  });

  it('goes back with Alt+Delete in the control, of that setting alone', () => {
    const reset = vi.fn();
    show({ mode: 'slow', limits: { most: 3 }, path: '' }, { defaults, reset });
    fireEvent.keyDown(screen.getByLabelText('At most'), { key: 'Delete' });
    fireEvent.keyDown(screen.getByLabelText('Path'), { key: 'Delete', altKey: true });
    expect(reset).not.toHaveBeenCalled();
    fireEvent.keyDown(screen.getByLabelText('At most'), { key: 'Delete', altKey: true });
    expect(reset.mock.calls).toEqual([[['limits.most'], 'At most']]);
  });

  it('is quiet while everything is as the kind begins', () => {
    show(defaults, { defaults });
    expect(screen.queryByText(/^default:/)).toBeNull();
    expect(screen.queryByRole('button', { name: /back to the default/i })).toBeNull();
    expect(document.querySelector('summary small')).toBeNull();
  });
});

it('has a component for every widget that a node kind names', () => {
  const named = catalog.all().flatMap((spec) => spec.form.flatMap((section) => section.fields.map((field) => field.widget)));
  expect(named.filter((widget) => !Object.hasOwn(WIDGETS, widget))).toEqual([]);
  expect(named.length).toBeGreaterThan(20);
});
