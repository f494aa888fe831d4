// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ReplayRequest } from '../../../core/api/replay-models.ts';
import type { RunDetail } from '../../../core/api/run-models.ts';
import { createFlow } from '../../../core/flow/edit.ts';
import { answerWith } from '../../api/client.ts';
import { ReplayDialog } from './ReplayDialog.tsx';

const counts = { read: 10, delivered: 8, filtered: 0, duplicates: 0, rejected: 2, pending: 0 };
const detail: RunDetail = {
  run: {
    runId: 'r1',
    flowId: 'f',
    flowName: 'Nightly',
    flowVersion: 3,
    mode: 'run',
    cause: 'manual',
    status: 'succeeded-with-rejects',
    queuedAt: 0,
    startedAt: 0,
    finishedAt: 5,
    durationMs: 5,
    counts,
  },
  flow: createFlow('f', 'Nightly'),
  steps: [],
  receipts: [],
  readings: [],
  wouldDo: [],
  captured: true,
  samples: [],
  parameters: {},
};

describe('the replay dialog', () => {
  afterEach(cleanup);

  it('says what is written a second time before anything is done, and replays exactly what was planned', async () => {
    const asked: [string, ReplayRequest][] = [];
    answerWith((procedure, input: ReplayRequest) => {
      asked.push([procedure, input]);
      if (procedure === 'runs.replay') return { runId: 'r2' };
      const action = input.what === 'rejected' ? 'write-safely' : 'write-again';
      return {
        possible: true,
        notes: [],
        records: 2,
        flowVersion: 4,
        steps: [{ nodeId: 't', name: 'Payroll', action, sentence: 'Adds the records.', alreadyWritten: 8 }],
      };
    });
    render(
      <MantineProvider env="test">
        <ReplayDialog detail={detail} onClose={() => undefined} />
      </MantineProvider>,
    );
    await waitFor(() => expect(screen.getByText('writes again, harmlessly')).toBeTruthy());
    expect(screen.getByRole('button', { name: 'Replay' })).toBeTruthy();
    fireEvent.click(screen.getByText('Everything'));
    await waitFor(() => expect(screen.getByText('Payroll: written a second time.')).toBeTruthy());
    fireEvent.click(screen.getByText('as it was run (v3)'));
    await waitFor(() => expect((screen.getByRole('button', { name: 'Replay and write again' }) as HTMLButtonElement).disabled).toBe(false));
    fireEvent.click(screen.getByRole('button', { name: 'Replay and write again' }));
    await waitFor(() => expect(asked.at(-1)).toEqual(['runs.replay', { runId: 'r1', version: 'then', what: 'all' }]));
  });
});
