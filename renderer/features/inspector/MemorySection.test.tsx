// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlowMemory, MemoryChange } from '../../../core/api/position-models.ts';
import { createFlow } from '../../../core/flow/edit.ts';
import { answerWith } from '../../api/client.ts';
import { useDocument } from '../../state/document.ts';
import { MemorySection } from './MemorySection.tsx';

const memory: FlowMemory = {
  steps: [
    { nodeId: 'rows', name: 'Rows', by: 'value', field: 'at', tie: 'id', position: 'at 5, id 2', value: 5, tieValue: 2, next: 'Rows whose at is after 5.' },
    {
      nodeId: 'files',
      name: 'Files',
      by: 'files',
      position: '3 files',
      next: '1 file was not read before.',
      files: { fresh: ['/in/a/b.csv'], known: 3 },
      doubt: 'May be written twice.',
    },
  ],
  moves: [{ nodeId: 'rows', name: 'Rows', at: 0, action: 'set', who: 'ann', from: 'at 9, id 1', to: 'at 5, id 2' }],
};

describe('what the next run reads', () => {
  beforeEach(() => useDocument.setState({ flow: createFlow('f', 'Flow'), flowId: 'f' }));
  afterEach(cleanup);

  it('is shown with who moved it, and moved by hand only with both values', async () => {
    const changes: MemoryChange[] = [];
    answerWith((procedure, input: { change: MemoryChange }) => {
      if (procedure === 'design.changeMemory') changes.push(input.change);
      return memory;
    });
    render(<MemorySection nodeId="rows" />);
    expect(await screen.findByText('Rows whose at is after 5.')).toBeTruthy();
    expect(screen.getByText(/moved by ann/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Move…' }));
    fireEvent.change(screen.getByLabelText('Rows are read whose at is after'), { target: { value: '4' } });
    fireEvent.click(screen.getByRole('button', { name: 'Move it there' }));
    await waitFor(() => expect(changes).toEqual([{ action: 'set', nodeId: 'rows', value: '4', tie: '2' }]));
  });

  it('is started over only after it was asked', async () => {
    const changes: MemoryChange[] = [];
    answerWith((procedure, input: { change: MemoryChange }) => {
      if (procedure === 'design.changeMemory') changes.push(input.change);
      return memory;
    });
    render(<MemorySection nodeId="files" />);
    expect(await screen.findByText('b.csv')).toBeTruthy();
    expect(screen.getByText('May be written twice.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Start over…' }));
    expect(changes).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Forget it' }));
    await waitFor(() => expect(changes).toEqual([{ action: 'reset', nodeId: 'files' }]));
  });

  it('is silent at a step that remembers nothing', async () => {
    let answered = 0;
    answerWith(() => {
      answered++;
      return memory;
    });
    const shown = render(<MemorySection nodeId="other" />);
    await waitFor(() => expect(answered).toBe(1));
    expect(shown.container.textContent).toBe('');
    // The same answer, for a step that it speaks of.
    shown.rerender(<MemorySection nodeId="files" />);
    expect(await screen.findByText('b.csv')).toBeTruthy();
    shown.rerender(<MemorySection nodeId="other" />);
    expect(shown.container.textContent).toBe('');
  });
});
