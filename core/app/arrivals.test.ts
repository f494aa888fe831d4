import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FakeClock } from '../triggers/testing/fake-clock.ts';
import { aNode, anEdge, makeFlow } from './testing/conformance-flows.ts';
import { openApp, untilOver } from './testing/open-app.ts';

const DAY = 86_400_000;

test('the arrivals of a live flow: what came is on record with its records, what did not is missing, and editing starts anew what is waited for', async () => {
  const clock = new FakeClock(Date.parse('2026-11-19T22:00:00Z'));
  const { client, app } = await openApp({ clock });
  const expects = [
    { id: 'e', name: 'Employees', path: 'in/emp_{date:yyyyMMdd}.csv', due: '02:00', leastRows: 3, weekdays: [1, 2, 3, 4, 5] },
    { id: 'c', name: 'Cost centres', path: 'in/centres*.csv', due: '02:30', weekdays: [5] },
  ];
  const { flowId, folder, flow, version } = await makeFlow(client, 'HR', {
    nodes: [aNode('read', 'csv-source', { path: 'in/emp_*.csv' }, 0), aNode('write', 'csv-target', { path: 'out.csv' }, 1)],
    edges: [anEdge('read', 'write')],
    settings: { zone: 'Europe/Berlin' } as never,
  });
  await client.flows.save({ flowId, flow: { ...flow, expects } as never, expectedVersion: version });
  const month = { from: clock.now() - DAY, to: clock.now() + 8 * DAY };
  const states = async () =>
    (await client.arrivals.calendar(month)).arrivals.map(({ expectationId, day, state, rows, file }) => [expectationId, day, state, rows, file]);
  expect(await client.arrivals.calendar(month)).toMatchObject({ expected: [], arrivals: [] });

  await client.flows.setLive({ flowId, live: true });
  await client.arrivals.lookNow();
  expect(await states()).toEqual([
    ['e', '2026-11-20', 'waiting', null, null],
    ['c', '2026-11-20', 'waiting', null, null],
  ]);
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in', 'emp_20261120.csv'), 'id\n1\n2\n');
  clock.pass(5 * 3_600_000);
  await client.arrivals.lookNow();
  expect((await states()).slice(0, 2)).toEqual([
    ['e', '2026-11-20', 'on-time', null, 'emp_20261120.csv'],
    ['c', '2026-11-20', 'missing', null, null],
  ]);
  expect((await untilOver(client, (await client.runs.start({ flowId })).runId)).run.status).toBe('succeeded');
  // What a run has read and taken away did come.
  rmSync(join(folder, 'in', 'emp_20261120.csv'));
  await client.arrivals.lookNow();
  expect((await states())[0]).toEqual(['e', '2026-11-20', 'truncated', 2, 'emp_20261120.csv']);
  expect((await client.arrivals.calendar(month)).arrivals[0]).toMatchObject({
    said: 'emp_20261120.csv has only 2 records; usual are at least 3.',
    runId: expect.any(String),
    flowName: 'HR',
  });
  expect(await client.arrivals.band({ flowId, expectationId: 'e' })).toEqual({ files: 0 });

  const latest = await client.flows.get({ flowId });
  const later = { ...latest.flow, expects: [{ ...expects[0], due: '05:00' }] };
  await client.flows.save({ flowId, flow: later as never, expectedVersion: latest.version });
  await client.flows.setLive({ flowId, live: true });
  await client.arrivals.lookNow();
  const after = await client.arrivals.calendar(month);
  expect(after.expected.map(({ expectation }) => [expectation.id, expectation.due])).toEqual([['e', '05:00']]);
  // What came today stays what it was; from the next day on the new time holds.
  expect(after.arrivals.map(({ expectationId, day, state }) => [expectationId, day, state])).toEqual([
    ['e', '2026-11-20', 'truncated'],
    ['c', '2026-11-20', 'missing'],
  ]);
  expect(after.expected[0]?.next.find(({ day }) => day === '2026-11-23')?.due).toBe(Date.parse('2026-11-23T04:00:00Z'));
  expect(app.keepsAwake()).toBe(true);
});

test('a folder that cannot be looked into is trouble that everybody sees, not a missing file', async () => {
  const clock = new FakeClock(Date.parse('2026-11-19T22:00:00Z'));
  const { client, app } = await openApp({ clock });
  const { flowId, flow, version } = await makeFlow(client, 'HR', { nodes: [aNode('read', 'csv-source', { path: 'a.csv' }, 0)], edges: [] });
  const expects = [{ id: 'e', name: 'Far away', path: 'in.csv', connection: 'gone', due: '02:00' }];
  await client.flows.save({ flowId, flow: { ...flow, expects } as never, expectedVersion: version });
  app.context.store.flows.setLive(flowId, version + 1);
  await client.arrivals.lookNow();
  const { expected, arrivals } = await client.arrivals.calendar({ from: 0, to: clock.now() + 9 * DAY });
  expect(expected[0]?.trouble).toBe('There is no such connection in this workspace.');
  expect(arrivals.map(({ state }) => state)).toEqual(['waiting']);
  expect(app.context.arrivals.troubles()).toEqual(['"HR" cannot look for the file "Far away": There is no such connection in this workspace.']);
});
