// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { FormField } from '../../../core/catalog/form.ts';
import { testContext } from '../testing/form-context.ts';
import type { SecretInForm } from '../widget.ts';
import { SecretField } from './SecretField.tsx';

afterEach(cleanup);

function show(begin: Partial<SecretInForm>, field: Partial<FormField> = {}): { typed(): string | null } {
  let typed: string | null = null;
  function Kept() {
    const [value, setValue] = useState<string | null>(null);
    typed = value;
    const context = testContext({
      secrets: { of: () => ({ state: 'unset', changedAt: null, required: true, ...begin, typed: value }), type: (_name, next) => setValue(next) },
    });
    const about: FormField = { field: 'password', widget: 'secret', label: 'Password', ...field };
    return (
      <>
        <label htmlFor="s">Password</label>
        <SecretField id="s" labelId="l" describedBy={undefined} value={undefined} onChange={() => undefined} field={about} context={context} problems={[]} />
      </>
    );
  }
  render(
    <MantineProvider env="test">
      <Kept />
    </MantineProvider>,
  );
  return { typed: () => typed };
}

it('says that a secret is kept and since when, never what it is; it is replaced or left as it was', () => {
  const { typed } = show({ state: 'set', changedAt: Date.UTC(2026, 10, 3, 12) });
  expect(screen.getByText(/^Kept, given /)).toBeTruthy();
  expect(document.querySelector('input')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Password' }));
  const box = screen.getByLabelText('Password', { selector: 'input' }) as HTMLInputElement;
  expect([box.type, box.autocomplete, box.value]).toEqual(['password', 'new-password', '']);
  fireEvent.change(box, { target: { value: 's3cret' } });
  expect(typed()).toBe('s3cret');
  fireEvent.click(screen.getByRole('button', { name: 'Leave it as it was' }));
  expect(typed()).toBeNull();
  expect(screen.getByText(/^Kept, given /)).toBeTruthy();
});

it('is forgotten only with the save, and kept again before it', () => {
  const { typed } = show({ state: 'set', changedAt: 1 });
  fireEvent.click(screen.getByRole('button', { name: 'Forget: Password' }));
  expect(typed()).toBe('');
  expect(screen.getByText('Will be forgotten when you save.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Password' }));
  expect(typed()).toBeNull();
});

it('has to be given again where the host is another one', () => {
  const { typed } = show({ state: 'other-hosts', changedAt: 1 });
  expect(screen.getByText(/never sent to a new host/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Password', { selector: 'input' }), { target: { value: 'x' } });
  expect(typed()).toBe('x');
});

it('a private key keeps its lines and comes from a file; the public one and what is no text are turned away', async () => {
  const { typed } = show({}, { lines: true });
  const file = document.querySelector<HTMLInputElement>('input[type="file"]') as HTMLInputElement;
  const give = (name: string, content: string | Uint8Array<ArrayBuffer>) => fireEvent.change(file, { target: { files: [new File([content], name)] } });
  give('id.pub', 'ssh-ed25519 AAAA me');
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('is the public key'));
  give('id.ppk', new Uint8Array([0xff, 0xfe, 0x00]));
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('is not a text file'));
  expect(typed()).toBeNull();
  give('id', '-----BEGIN KEY-----\nabc\n-----END KEY-----\n');
  await waitFor(() => expect(typed()).toBe('-----BEGIN KEY-----\nabc\n-----END KEY-----\n'));
  expect(screen.queryByRole('alert')).toBeNull();
});
