import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FakeClock } from '../../triggers/testing/fake-clock.ts';
import type { App } from '../create-app.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow } from './conformance-flows.ts';
import { openApp, temporaryFolder } from './open-app.ts';
import { runsOver } from './told-by-mail.ts';

/** An app that a trigger is tried in. */
export interface TriggerGround {
  readonly client: Client;
  readonly app: App;
  /** Where the folder of the flow lies. */
  readonly folder: string;
}

/** A trigger to be tested. */
export interface TriggerUnderTest {
  readonly kind: string;
  /** Its settings: what comes while the flow is not live is no reason to start it. */
  config(ground: TriggerGround): Promise<Record<string, unknown>>;
  /** What a run says of what started it. */
  readonly cause: string;
  /** The clock of the app, where the trigger goes by it. */
  readonly clock?: FakeClock;
  /** Does, for the n-th time, what starts one run. */
  happens(ground: TriggerGround, n: number): Promise<void>;
  /** Who makes it happen is refused while it is not live. */
  readonly refused?: true;
}

const PATIENCE = { timeout: 60_000, interval: 30 };

/** What every trigger must keep, in a whole program, from the settings on its card to the run that it starts. */
export function triggerSuite(title: string, make: () => Promise<TriggerUnderTest>): void {
  describe(title, () => {
    const openGround = async () => {
      const under = await make();
      const workspace = temporaryFolder();
      const options = { workspace, ...(under.clock ? { clock: under.clock } : {}), vault: { file: join(temporaryFolder(), 'key.txt') } };
      const { app, client } = await openApp(options);
      const made = await makeFlow(client, 'Told', { nodes: [], edges: [] }, { 'people.csv': 'id\n1\n2\n' });
      const ground = { client, app, folder: made.folder };
      const config = await under.config(ground);
      const drawing = (target: string) => ({
        nodes: [
          aNode('start', under.kind, config, -1),
          aNode('read', 'csv-source', { path: 'people.csv' }, 0),
          aNode('write', 'csv-target', { path: target }, 1),
        ],
        edges: [anEdge('start', 'read', 'start', 'start'), anEdge('read', 'write')],
      });
      const { flowId, flow } = made;
      let { version } = made;
      let times = 0;
      return {
        ...ground,
        flowId,
        save: async (target: string) => {
          ({ version } = await client.flows.save({ flowId, flow: { ...flow, ...drawing(target) }, expectedVersion: version }));
        },
        live: (live: boolean) => client.flows.setLive({ flowId, live }),
        /** Once more what starts a run, in the app of now. */
        happens: (now: TriggerGround = ground) => under.happens(now, ++times),
        hasWritten: (target: string) => existsSync(join(made.folder, target)),
        again: async () => {
          await app.close(0);
          const next = await openApp(options);
          return { ...next, folder: made.folder };
        },
        under,
      };
    };
    const rowOf = async (client: Client) => (await client.triggers.list())[0];
    /** It has looked, or listens: what happens from now on is noticed. */
    const isAwake = (client: Client) =>
      expect.poll(async () => [(await rowOf(client))?.state, ((await rowOf(client))?.lastLook ?? null) !== null], PATIENCE).toEqual(['alive', true]);
    const settled = (app: App, flowId: string) =>
      expect.poll(() => app.context.store.inbox.page(flowId, 'start', 99).filter(({ state }) => state !== 'done').length, PATIENCE).toBe(0);

    test('what happens starts one run of the published version, which names it; it stays on record, and the trigger shows that it lives', async () => {
      const { client, app, flowId, save, live, happens, under } = await openGround();
      await save('out.csv');
      expect(await client.triggers.list()).toEqual([]);
      await live(true);
      await isAwake(client);
      expect(await rowOf(client)).toMatchObject({ flowName: 'Told', nodeName: 'start', kind: under.kind, trouble: null, waiting: 0 });
      await happens();
      const [run] = await runsOver(client, flowId, 1);
      expect(run).toMatchObject({ cause: under.cause, status: 'succeeded', mode: 'run', counts: { read: 2, delivered: 2 } });
      await settled(app, flowId);
      const received = app.context.store.inbox.page(flowId, 'start', 99);
      expect(received).toMatchObject([{ state: 'done', tries: 1 }]);
      expect(app.context.store.inbox.ofRun(run?.runId ?? '')).toMatchObject({ nodeId: 'start' });
      expect((await client.runs.get({ runId: run?.runId ?? '' })).run).toMatchObject({ cause: under.cause });
    });

    test('an edit changes nothing until it is published, and then the old and the new version never both run', async () => {
      const { client, flowId, save, live, happens, hasWritten } = await openGround();
      await save('first.csv');
      await live(true);
      await isAwake(client);
      await save('second.csv');
      await happens();
      await runsOver(client, flowId, 1);
      expect(['first.csv', 'second.csv'].map(hasWritten)).toEqual([true, false]);
      await live(true);
      await isAwake(client);
      await happens();
      const runs = await runsOver(client, flowId, 2);
      expect(runs.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
      expect(hasWritten('second.csv')).toBe(true);
    });

    test('taken out of service it starts nothing and is no longer shown; in service again it goes on; removed with its flow it is gone', async () => {
      const { client, flowId, save, live, happens, under } = await openGround();
      await save('out.csv');
      await live(true);
      await isAwake(client);
      await happens();
      await runsOver(client, flowId, 1);
      await live(false);
      expect(await client.triggers.list()).toEqual([]);
      if (under.refused) await expect(happens()).rejects.toThrow();
      else await happens();
      await live(true);
      await isAwake(client);
      await happens();
      // What came in between would have been taken before this.
      await runsOver(client, flowId, 2);
      await client.flows.remove({ flowId });
      expect(await client.triggers.list()).toEqual([]);
    });

    test('paused it starts nothing, and says so; afterwards nothing is left waiting', async () => {
      const { client, app, flowId, save, live, happens } = await openGround();
      await save('out.csv');
      await live(true);
      await isAwake(client);
      await client.app.pauseAll({ paused: true });
      expect((await rowOf(client))?.state).toBe('paused');
      await happens();
      expect((await client.runs.list({ flowId })).total).toBe(0);
      await client.app.pauseAll({ paused: false });
      await isAwake(client);
      await happens();
      await expect
        .poll(async () => (await client.runs.list({ flowId })).runs.filter(({ status }) => status === 'succeeded').length, PATIENCE)
        .toBeGreaterThan(0);
      await settled(app, flowId);
    });

    test('a program that is started again watches by itself, and takes nothing a second time', async () => {
      const { client, flowId, save, live, happens, again } = await openGround();
      await save('out.csv');
      await live(true);
      await isAwake(client);
      await happens();
      await runsOver(client, flowId, 1);
      const next = await again();
      await isAwake(next.client);
      await happens(next);
      const runs = await runsOver(next.client, flowId, 2);
      expect(new Set(runs.map(({ runId }) => runId)).size).toBe(2);
      await settled(next.app, flowId);
      expect(next.app.context.store.inbox.page(flowId, 'start', 99)).toHaveLength(2);
    });
  });
}
