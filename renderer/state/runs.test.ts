// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../core/api/run-models.ts';
import { NO_COUNTS } from '../../core/base/run-facts.ts';
import { createFlow } from '../../core/flow/edit.ts';
import { answerWith } from '../api/client.ts';
import { useDocument } from './document.ts';
import { isRunning, useRuns } from './runs.ts';

const flow = createFlow('f', 'Orders');
const run = {
  runId: 'r',
  flowId: 'f',
  flowName: 'Orders',
  flowVersion: 1,
  mode: 'run',
  cause: 'manual',
  status: 'queued',
  queuedAt: 1,
  startedAt: null,
  finishedAt: null,
  durationMs: null,
  counts: NO_COUNTS,
};
const progress = (seq: number, read: number): RunEvent => ({ kind: 'progress', seq, at: seq, counts: { ...NO_COUNTS, read }, steps: [], pressure: { e: 0.9 } });
const status = (seq: number, to: 'running' | 'succeeded'): RunEvent => ({ kind: 'status', seq, at: seq, status: to });

/** Answers `runs.watch` with one batch of events per call; the first call breaks off. */
function answerInTwoParts(first: RunEvent[], second: RunEvent[]) {
  const asked: number[] = [];
  answerWith((procedure, input: { afterSeq: number }) => {
    if (procedure === 'flows.get')
      return {
        flowId: 'f',
        flow,
        version: 1,
        savedAt: 1,
        live: { live: false, version: null, environment: null, nextDue: null, unpublished: null, triggers: [] },
        folder: '',
        lastRunId: null,
      };
    if (procedure === 'runs.start') return { runId: 'r' };
    if (procedure === 'runs.get') return { run, flow, steps: [] };
    asked.push(input.afterSeq);
    return (async function* () {
      yield* asked.length === 1 ? first : second;
      if (asked.length === 1) await new Promise((_, reject) => setTimeout(() => reject(new Error('line broke')), 5));
    })();
  });
  return asked;
}

beforeEach(() => useRuns.getState().hide());
afterEach(() => useDocument.getState().close());

describe('the run on the canvas', () => {
  it('is started after the draft is saved, followed, and shown as it ends', async () => {
    answerInTwoParts([status(1, 'running'), progress(2, 10), progress(3, 20), status(4, 'succeeded')], []);
    await useDocument.getState().open('f');
    expect(await useRuns.getState().start('run')).toBe('r');
    await vi.waitFor(() => expect(useRuns.getState().current?.status).toBe('succeeded'), { timeout: 15_000 });
    expect(useRuns.getState().current).toMatchObject({ counts: { read: 20 }, startedAt: 1, finishedAt: 4, pressure: {} });
    expect(isRunning(useRuns.getState())).toBe(false);
  });

  it('goes on where it was when the line broke', async () => {
    const { connection } = await import('../api/connection.ts');
    const asked = answerInTwoParts([status(1, 'running'), progress(2, 10)], [progress(3, 20), status(4, 'succeeded')]);
    const state = vi.spyOn(connection, 'state', 'get').mockReturnValue('lost');
    const whenOpen = vi.spyOn(connection, 'whenOpen').mockResolvedValue();
    await useRuns.getState().show('r');
    expect(asked).toEqual([0, 2]);
    expect(useRuns.getState().current).toMatchObject({ status: 'succeeded', counts: { read: 20 } });
    state.mockRestore();
    whenOpen.mockRestore();
  });

  it('says why a run could not be followed', async () => {
    answerInTwoParts([], []);
    await useRuns.getState().show('r');
    expect(useRuns.getState().error?.message).toContain('line broke');
  });
});
