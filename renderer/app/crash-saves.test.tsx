// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { createFlow } from '../../core/flow/edit.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { answerWith } from '../api/client.ts';
import { useDocument } from '../state/document.ts';
import { DataGrid } from '../ui/data-grid/DataGrid.tsx';
import type { GridContent } from '../ui/data-grid/grid-column.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';

afterEach(cleanup);

/** No sample has such records; a fault of ours could make them. */
const IMPOSSIBLE = { columns: null, rowCount: 3, cell: () => undefined } as unknown as GridContent;

test('an edit that was not saved yet when a panel broke is stored at once, before the quiet time of saving by itself is over', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const stored: Flow[] = [];
  answerWith((procedure, input: { flow: Flow }) => {
    if (procedure === 'flows.save') stored.push(input.flow);
    return { version: 2, savedAt: 5 };
  });
  useDocument.setState({ flowId: 'f', flow: createFlow('f', 'As it was'), version: 1, saved: 'saved' });
  useDocument.getState().apply('Rename', (flow) => ({ ...flow, name: 'Edited just before' }));
  expect(useDocument.getState().saved).toBe('unsaved');
  render(
    <MantineProvider>
      <ErrorBoundary panel="Data">
        <DataGrid label="Records" content={IMPOSSIBLE} />
      </ErrorBoundary>
    </MantineProvider>,
  );
  expect(await screen.findByText('The draft is saved.')).toBeDefined();
  expect(stored.map(({ name }) => name)).toEqual(['Edited just before']);
  expect(useDocument.getState()).toMatchObject({ version: 2, saved: 'saved' });
});

test('when it cannot be saved that is said, and the draft stays; the report to be copied holds no data', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const copied: string[] = [];
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text));
  answerWith(() => Promise.reject(new Error('the disk is full')));
  useDocument.setState({ flowId: 'f', flow: createFlow('f', 'Payroll of Anna'), version: 1, saved: 'unsaved' });
  render(
    <MantineProvider>
      <ErrorBoundary panel="Data">
        <DataGrid label="Records of Anna" content={IMPOSSIBLE} />
      </ErrorBoundary>
    </MantineProvider>,
  );
  expect(await screen.findByText('The draft could not be saved: download it, then reload.')).toBeDefined();
  expect(useDocument.getState().flow?.name).toBe('Payroll of Anna');
  fireEvent.click(screen.getByRole('button', { name: 'Copy the report' }));
  expect(copied[0]).toMatch(/^Swivel .*\nStopped: Data, page start\ndefect\/unexpected: /);
  expect(copied[0]).not.toContain('Anna');
});
