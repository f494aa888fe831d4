// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { createFlow } from '../../core/flow/edit.ts';
import { useDocument } from '../state/document.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';

const saves = vi.hoisted(() => ({ count: 0 }));
vi.mock('../state/autosave.ts', () => ({
  saveNow: async () => {
    saves.count++;
    useDocument.setState({ saved: 'saved' });
  },
}));
afterEach(cleanup);

test('a panel that breaks saves the draft by itself, leaves the other panels alone, and can be tried again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  useDocument.setState({ flowId: 'f', flow: createFlow('f', 'F'), saved: 'changed' as never });
  let isBroken = true;
  const Breaks = () => {
    if (isBroken) throw new Error('a fault of ours');
    return <p>works again</p>;
  };
  render(
    <MantineProvider>
      <ErrorBoundary panel="Data">
        <Breaks />
      </ErrorBoundary>
      <p>the other panel</p>
    </MantineProvider>,
  );
  expect(screen.getByRole('heading', { name: 'Data: this part stopped working' })).toBeDefined();
  expect(screen.getByText('the other panel')).toBeDefined();
  expect(await screen.findByText('The draft is saved.')).toBeDefined();
  expect(saves.count).toBe(1);
  isBroken = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('works again')).toBeDefined();
});
