import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunHost } from '../../engine/threads/run-host.ts';
import { catalog } from '../../nodes/index.ts';
import { aFlow, aStep } from '../../store/testing/made-up.ts';
import { aNode, anEdge } from '../testing/conformance-flows.ts';
import { temporaryFolder } from '../testing/open-app.ts';
import { workspaceFolders } from '../workspace/workspace-folders.ts';
import { FieldsSeen } from './fields-seen.ts';

const sampleOf = (...names: string[]) => ({
  fields: names.map((name) => ({ name, type: 'text' as const })),
  rows: [],
  origins: [],
  first: 0,
  total: 0,
  profile: [],
  cut: false,
});

function open(looks: string[], answer: () => string[] | null, slow: { patienceMs: number; preview?: RunHost['preview'] } = { patienceMs: 60_000 }) {
  const host: RunHost = {
    start: () => {
      throw new Error('nothing is run here');
    },
    preview: async (job, listen) => {
      looks.push(job.flow.nodes.map((node) => node.id).join());
      const names = answer();
      if (names)
        listen({
          kind: 'step',
          nodeId: job.nodeId ?? '',
          step: { facts: aStep('read', { status: 'succeeded' }), arrived: {}, left: { out: sampleOf(...names) }, reused: false },
        });
    },
    look: async () => null,
    search: async () => undefined,
    forgetPreview: () => undefined,
    prepare: () => undefined,
    busy: () => false,
    close: async () => undefined,
    ...(slow.preview ? { preview: slow.preview } : {}),
  };
  return new FieldsSeen({ catalog, host, folders: workspaceFolders('/nowhere'), now: () => 0, patienceMs: slow.patienceMs });
}

test('a source is looked at once for each state of its settings and its file', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'in.csv');
  writeFileSync(file, 'a,b\n');
  const looks: string[] = [];
  let names: string[] | null = ['a', 'b'];
  const seen = open(looks, () => names);
  const flow = {
    ...aFlow('f', 'F'),
    nodes: [aNode('read', 'csv-source', { path: 'in.csv' }, 0), aNode('write', 'csv-target', { path: 'x.csv' }, 1)],
    edges: [anEdge('read', 'write')],
  };
  const fields = async (one = flow) => (await seen.of(one, folder))['read']?.['out']?.map((field) => field.name);
  expect([await fields(), await fields()]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect(looks).toEqual(['read']);
  names = ['c'];
  writeFileSync(file, 'c\n');
  utimesSync(file, 1, 1);
  expect(await fields()).toEqual(['c']);
  const [read, write] = flow.nodes;
  expect(await fields({ ...flow, nodes: [{ ...read, config: { path: 'in.csv', delimiter: ';' } }, write] as typeof flow.nodes })).toEqual(['c']);
  expect(looks).toHaveLength(3);
  names = null;
  utimesSync(file, 2, 2);
  expect([await fields(), await fields(), looks.length]).toEqual([undefined, undefined, 4]);
});

test('nobody waits longer than patience lasts; a source that did not answer in time is looked at again', async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const preview: RunHost['preview'] = (_job, _listen, signal) =>
    new Promise((_resolve, reject) => {
      signals.push(signal);
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  const seen = open([], () => null, { patienceMs: 20, preview });
  const flow = { ...aFlow('f', 'F'), nodes: [aNode('read', 'csv-source', { path: 'in.csv' }, 0)], edges: [] };
  expect((await seen.of(flow, '/w'))['read']).toBeUndefined();
  expect((await seen.of(flow, '/w'))['read']).toBeUndefined();
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
});

test('what a preview saw at a step counts until anything before the step changes', async () => {
  const seen = open([], () => ['a']);
  const snippet = aNode('code', 'code-snippet', {}, 1);
  const flow = { ...aFlow('f', 'F'), nodes: [aNode('read', 'csv-source', { path: 'in.csv' }, 0), snippet], edges: [anEdge('read', 'code')] };
  seen.note(flow, '/w', { kind: 'step', nodeId: 'code', step: { facts: aStep('code'), arrived: {}, left: { out: sampleOf('made') }, reused: false } });
  seen.note(flow, '/w', { kind: 'finished', ms: 1 });
  expect((await seen.of(flow, '/w'))['code']?.['out']).toMatchObject([{ name: 'made' }]);
  const changed = { ...flow, nodes: [aNode('read', 'csv-source', { path: 'other.csv' }, 0), snippet] };
  expect((await seen.of(changed, '/w'))['code']).toBeUndefined();
});
