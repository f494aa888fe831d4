import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { freePort } from '../../connections/testing/free-port.ts';
import { aNode, anEdge, makeFlow } from '../testing/conformance-flows.ts';
import { openApp, temporaryFolder } from '../testing/open-app.ts';
import { blow, whyNoStorm } from '../testing/webhook-storm.ts';

// The long form, `npm run test:webhooks`: 10,000 a minute for one minute.
const LONG = process.env['SWIVEL_LONG_STORM'] === '1';

test('a storm that the sender could not keep up is told as that, and is no verdict on the listener', () => {
  const figures = { acknowledged: new Set<number>(), sent: 0, refused: 0, kills: 1, perMinute: 9_000, p99: 5, sentLate: 30, stalled: 40 };
  expect(whyNoStorm(figures, { perSecond: 167 })).toBeNull();
  expect(whyNoStorm({ ...figures, sentLate: 4_000 }, { perSecond: 167 })).toMatch(
    /^The sender itself could not keep its pace of 167 requests a second: .* 4000 ms late/,
  );
  expect(whyNoStorm({ ...figures, stalled: 2_500 }, { perSecond: 167 })).toMatch(/stood still for 2500 ms/);
});

test(
  'requests keep coming while the program is killed again and again: nothing acknowledged is lost, nothing is there twice',
  async () => {
    const workspace = temporaryFolder();
    const { client, app } = await openApp({ workspace });
    const port = await freePort();
    await client.app.saveSettings({ webhookPort: port });
    const { flowId, folder } = await makeFlow(client, 'Storm', {
      nodes: [
        aNode('hook', 'webhook', { path: 'storm', proof: 'none', perMinute: 1_000_000 }, -1),
        aNode('in', 'trigger-data', {}, 0),
        aNode('out', 'sqlite-table', { database: 'out.db', table: 'seen', mode: 'upsert', keys: ['n'] }, 1),
      ],
      edges: [anEdge('hook', 'in', 'start', 'start'), anEdge('in', 'out')],
    });
    await client.flows.setLive({ flowId, live: true });
    await app.close(0);
    const over = new AbortController();
    onTestFinished(() => over.abort());
    const storm = { workspace, url: `http://127.0.0.1:${port}/storm`, perSecond: 167, seconds: LONG ? 60 : 4, killEvery: LONG ? 7 : 1.5, signal: over.signal };
    const figures = await blow(storm);
    expect(figures.kills).toBeGreaterThanOrEqual(1);
    const again = await openApp({ workspace });
    const settled = () =>
      vi.waitFor(() => expect(again.app.context.store.inbox.counts(flowId, 'hook')).toMatchObject({ waiting: 0, taken: 0 }), {
        timeout: LONG ? 300_000 : 60_000,
        interval: 50,
      });
    await settled();
    // What was in the hands of a program that was killed three times over is not given out a fourth time by itself: it is shown, and a person puts it back.
    const { failed } = again.app.context.store.inbox.counts(flowId, 'hook');
    expect(await again.client.triggers.again({ flowId, nodeId: 'hook' })).toEqual({ count: failed });
    await settled();
    expect(again.app.context.store.inbox.counts(flowId, 'hook').failed).toBe(0);
    const db = new Database(join(folder, 'out.db'), { readonly: true });
    const seen = db.prepare('SELECT n FROM seen').pluck().all().map(Number);
    db.close();
    expect(new Set(seen).size).toBe(seen.length);
    expect([...figures.acknowledged].filter((n) => !seen.includes(n))).toEqual([]);
    expect(seen).toHaveLength(storm.perSecond * storm.seconds);
    const runs = await again.client.runs.list({ flowId, limit: 1 });
    if (LONG) process.stdout.write(`${JSON.stringify({ ...figures, acknowledged: figures.acknowledged.size, putBack: failed, runs: runs.total })}\n`);
    if (LONG) {
      const weak = whyNoStorm(figures, storm);
      if (weak !== null) throw new Error(weak);
      expect(figures.perMinute, 'acknowledged a minute while a listener was there').toBeGreaterThanOrEqual(10_000);
    }
    for (const { counts } of (await again.client.runs.list({ flowId, limit: 200 })).runs)
      expect(counts.read).toBe(counts.delivered + counts.filtered + counts.duplicates + counts.rejected + counts.pending);
  },
  LONG ? 900_000 : 180_000,
);
