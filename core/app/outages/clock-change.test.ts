import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FakeClock } from '../../triggers/testing/fake-clock.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow } from '../testing/conformance-flows.ts';
import { openApp } from '../testing/open-app.ts';
import { runsOver } from '../testing/told-by-mail.ts';

/** The nights in which clocks are changed, lived through by the whole program: the clock goes on, and what is due is run. */

const MINUTE = 60_000;
const HALF_HOURS = 8;
const DAY = 24 * 60 * MINUTE;

/** A night, from two hours before its change on, and the instants at which a job of this time is run in it and in the night behind it. */
interface Night {
  readonly zone: string;
  readonly change: string;
  readonly from: string;
  readonly cron: string;
  readonly daily: readonly [string, string];
}

const NIGHTS: readonly Night[] = [
  // 02:00 becomes 03:00: a time that there is not comes at the first instant behind it.
  { zone: 'Europe/Berlin', change: 'spring', from: '2026-03-28T23:00:00Z', cron: '30 2 * * *', daily: ['2026-03-29T01:00', '2026-03-30T00:30'] },
  { zone: 'America/New_York', change: 'spring', from: '2026-03-08T05:00:00Z', cron: '30 2 * * *', daily: ['2026-03-08T07:00', '2026-03-09T06:30'] },
  // 03:00 becomes 02:00: a time that there is twice comes once, the first time.
  { zone: 'Europe/Berlin', change: 'autumn', from: '2026-10-24T23:00:00Z', cron: '30 2 * * *', daily: ['2026-10-25T00:30', '2026-10-26T01:30'] },
  { zone: 'America/New_York', change: 'autumn', from: '2026-11-01T04:00:00Z', cron: '30 1 * * *', daily: ['2026-11-01T05:30', '2026-11-02T06:30'] },
  // By half an hour only: 02:00 becomes 02:30, and the other way round.
  { zone: 'Australia/Lord_Howe', change: 'spring', from: '2026-10-03T13:30:00Z', cron: '15 2 * * *', daily: ['2026-10-03T15:30', '2026-10-04T15:15'] },
  { zone: 'Australia/Lord_Howe', change: 'autumn', from: '2026-04-04T13:00:00Z', cron: '45 1 * * *', daily: ['2026-04-04T14:45', '2026-04-05T15:15'] },
];

async function scheduled(client: Client, name: string, cron: string, zone: string) {
  const made = await makeFlow(client, name, {
    nodes: [
      aNode('when', 'schedule-trigger', { cron, zone }, -1),
      aNode('due', 'trigger-data', {}, 0),
      aNode('write', 'csv-target', { path: 'out/{run}.csv' }, 1),
    ],
    edges: [anEdge('when', 'due', 'start', 'start'), anEdge('due', 'write')],
  });
  await client.flows.setLive({ flowId: made.flowId, live: true });
  return made;
}

test.each(NIGHTS)('$zone, $change: what is due once is run once, and every half hour has its run', async ({ zone, from, cron, daily }) => {
  const clock = new FakeClock(Date.parse(from));
  const { client } = await openApp({ clock });
  const flows = [await scheduled(client, 'Daily', cron, zone), await scheduled(client, 'Often', '*/30 * * * *', zone)] as const;
  /** What is due is run to its end before time goes on; gives the due times that runs have written, the oldest first. */
  const dueOf = async ({ flowId, folder }: (typeof flows)[number]) => {
    const { total } = await client.runs.list({ flowId });
    const runs = await runsOver(client, flowId, Number(total));
    // None of them is late, or stands for others.
    for (const { status, cause, note } of runs) expect([status, cause, note]).toEqual(['succeeded', 'schedule', undefined]);
    return runs
      .map(({ runId }) =>
        readFileSync(join(folder, 'out', `${runId}.csv`), 'utf8')
          .split('\n')[1]
          ?.slice(0, 16),
      )
      .sort();
  };
  for (let tens = 0; tens < 3 * HALF_HOURS; tens++) {
    clock.pass(10 * MINUTE);
    for (const flow of flows) await dueOf(flow);
  }
  const halves = Array.from({ length: HALF_HOURS }, (_, at) => new Date(Date.parse(from) + (at + 1) * 30 * MINUTE).toISOString().slice(0, 16));
  expect([await dueOf(flows[0]), await dueOf(flows[1])]).toEqual([daily.slice(0, 1), halves]);
  await client.flows.setLive({ flowId: flows[1].flowId, live: false });
  clock.pass(DAY);
  await expect.poll(async () => (await client.runs.list({ flowId: flows[0].flowId })).total).toBe(2);
  expect(await dueOf(flows[0])).toEqual(daily);
});
