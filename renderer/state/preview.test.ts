// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PreviewEvent } from '../../core/api/design-models.ts';
import * as edit from '../../core/flow/edit.ts';
import { answerWith } from '../api/client.ts';
import { useDocument } from './document.ts';
import { isStale, nodeFacts, nodeStatus, showsRun } from './node-status.ts';
import { usePreview } from './preview.ts';
import { type CurrentRun, useRuns } from './runs.ts';

const node = (id: string) => ({ id, kind: 'k', version: 1, name: id, position: { x: 0, y: 0 }, config: {} });
const flow = edit.connect(
  edit.addNode(edit.addNode(edit.createFlow('f', 'F'), node('a')), node('b')),
  'e',
  { node: 'a', port: 'out' },
  { node: 'b', port: 'in' },
);
const counts = { in: 2, out: 2, filtered: 0, duplicates: 0, rejected: 0, fannedOut: 0, used: 0, pending: 0 };
const step = (nodeId: string, rejected = 0): PreviewEvent => ({
  kind: 'step',
  nodeId,
  step: {
    facts: { nodeId, name: nodeId, kind: 'k', status: 'succeeded', counts: { ...counts, rejected }, ports: { out: 2 }, ms: 1 },
    arrived: {},
    left: {},
    reused: false,
  },
});

const RUN_STEP = { nodeId: 'a', name: 'a', kind: 'k', status: 'succeeded' as const, counts, ports: { out: 2 }, ms: 1 };
const RUN: CurrentRun = {
  runId: 'r',
  flowId: 'f',
  mode: 'run',
  status: 'running',
  flow,
  counts: { read: 2, delivered: 2, filtered: 0, duplicates: 0, rejected: 0, pending: 0 },
  steps: {},
  pressure: {},
  startedAt: 1,
  finishedAt: null,
  durationMs: null,
  error: null,
};

let events: PreviewEvent[];

beforeEach(async () => {
  events = [{ kind: 'started', nodes: ['a', 'b'], at: 1 }, step('a'), step('b', 1), { kind: 'finished', ms: 12 }];
  answerWith((procedure) => {
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
    return (async function* () {
      for (const event of events) yield event;
    })();
  });
  await useDocument.getState().open('f');
});
afterEach(() => {
  usePreview.getState().reset();
  useRuns.setState({ current: null });
  useDocument.getState().close();
});

describe('the preview', () => {
  it('keeps what was seen at each step and shows it on the cards', async () => {
    await usePreview.getState().preview();
    expect(usePreview.getState()).toMatchObject({ status: 'done', tookMs: 12 });
    expect([nodeStatus('a'), nodeStatus('b'), nodeFacts('b')?.counts.rejected]).toEqual(['done', 'done-with-rejects', 1]);
  });

  it('of many steps changes the store a few times, not once for each', async () => {
    const many = Array.from({ length: 500 }, (_, i) => `s${i}`);
    events = [{ kind: 'started', nodes: many, at: 1 }, ...many.map((id) => step(id)), { kind: 'finished', ms: 12 }];
    let changes = 0;
    const stop = usePreview.subscribe(() => changes++);
    await usePreview.getState().preview();
    stop();
    expect(Object.keys(usePreview.getState().steps)).toHaveLength(500);
    expect(usePreview.getState().waiting.size).toBe(0);
    expect(changes).toBeLessThan(50);
  });

  it('is stale behind an edit, and holds again when it is undone', async () => {
    await usePreview.getState().preview();
    useDocument.getState().setNodeConfig('a', { changed: true });
    expect([isStale('a'), isStale('b'), nodeStatus('b')]).toEqual([true, true, 'stale']);
    useDocument.getState().undo();
    expect([isStale('a'), isStale('b')]).toEqual([false, false]);
  });

  it('gives way to a run of the edited flow as soon as its steps are told: nothing stays marked as old', async () => {
    await usePreview.getState().preview();
    useDocument.getState().setNodeConfig('a', { changed: true });
    const run: CurrentRun = { ...RUN, flow: useDocument.getState().flow ?? flow };
    useRuns.setState({ current: run });
    expect(isStale('a'), 'nothing of the run is known yet').toBe(true);
    const facts = { ...RUN_STEP, nodeId: 'a', name: 'a' };
    useRuns.setState({ current: { ...run, steps: { a: facts, b: { ...facts, nodeId: 'b', name: 'b' } } } });
    expect([isStale('a'), isStale('b')]).toEqual([false, false]);
  });

  it('is made again after a reload, and what a later run showed stays in front', async () => {
    await usePreview.getState().preview('b');
    usePreview.getState().reset();
    await usePreview.getState().again();
    expect(nodeStatus('a')).toBe('done');
    useRuns.setState({ current: { ...RUN, steps: { a: { ...RUN_STEP, nodeId: 'a', name: 'a' } }, finishedAt: Date.now() + 1 } });
    usePreview.getState().reset();
    await usePreview.getState().again();
    expect([usePreview.getState().status, showsRun('a'), showsRun('b')]).toEqual(['done', true, false]);
  });

  it('shows where it failed and keeps what came before', async () => {
    events = [
      { kind: 'started', nodes: ['a', 'b'], at: 1 },
      step('a'),
      { kind: 'finished', ms: 3, nodeId: 'b', error: { class: 'user', code: 'x', message: 'No.' } },
    ];
    await usePreview.getState().preview();
    expect([usePreview.getState().status, nodeStatus('a'), nodeStatus('b')]).toEqual(['failed', 'done', 'failed']);
  });

  it('drops the answers of a preview that another has replaced', async () => {
    const first = usePreview.getState().preview();
    events = [{ kind: 'started', nodes: ['a'], at: 1 }, step('a', 7), { kind: 'finished', ms: 99 }];
    await usePreview.getState().preview('a');
    await first;
    expect([usePreview.getState().tookMs, nodeFacts('a')?.counts.rejected]).toEqual([99, 7]);
  });
});
