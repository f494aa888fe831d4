import { expect, onTestFinished, test, vi } from 'vitest';
import { dueSettingsSchema, fileSettingsSchema } from '../base/trigger-settings.ts';
import { aFlow, temporaryFolder, temporaryStore } from '../store/testing/workspace.ts';
import { Dispatcher } from './dispatcher.ts';
import { Scheduler } from './schedule.ts';
import { ScheduleWatcher } from './schedule-watcher.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { TriggerHub } from './trigger-hub.ts';
import type { SignOfLife, Watcher } from './watcher.ts';
import { WebhookListener } from './webhook-listener.ts';

const MINUTE = 60_000;

/** A hub with a flow that watches a folder; the watcher is a toy whose signs the test gives. */
function openHub() {
  const clock = new FakeClock(Date.UTC(2026, 5, 1));
  const store = temporaryStore(temporaryFolder(), clock.now());
  store.flows.add(aFlow('f', 'Watched'), clock.now());
  let sign: SignOfLife = { lastLook: null, next: null, trouble: null };
  const restarts: number[] = [];
  let failure: string | null = null;
  const changed = vi.fn();
  const files: Watcher = {
    on: 'files',
    refresh: () => undefined,
    look: () => undefined,
    sign: () => sign,
    restart() {
      if (failure !== null) throw new Error(failure);
      restarts.push(clock.now());
    },
    close: () => undefined,
  };
  const dispatcher = new Dispatcher({ store, clock, room: () => 'free', start: () => 'r', changed: () => undefined });
  const scheduler = new Scheduler({ store, clock, fire: () => undefined, changed: () => undefined });
  const webhooks = new WebhookListener({
    store,
    clock,
    address: () => ({ port: 1, open: false }),
    secret: () => Promise.resolve(null),
    arrived: () => undefined,
  });
  const hub = new TriggerHub({
    store,
    clock,
    dispatcher,
    schedules: new ScheduleWatcher(scheduler, store),
    webhooks,
    watchers: [files],
    changed,
  });
  onTestFinished(() => hub.close());
  store.flows.setLive('f', 1);
  hub.publish('f', 1, [{ nodeId: 'n', name: 'Files', settings: fileSettingsSchema.parse({ on: 'files', connection: '', folder: 'in', pattern: '*' }) }]);
  hub.open(false);
  return {
    clock,
    store,
    hub,
    restarts,
    changed,
    restartFails: (why: string) => {
      failure = why;
    },
    state: () => hub.health()[0]?.state,
    alive: () => (sign = { ...sign, trouble: null, lastLook: clock.now() }),
    sign: (next: Partial<SignOfLife>) => (sign = { ...sign, ...next }),
  };
}

test('a trigger that goes silent turns red by itself, and is begun anew with longer and longer waits until it lives', () => {
  const { clock, restarts, state, alive } = openHub();
  alive();
  clock.pass(2 * MINUTE);
  expect(state()).toBe('alive');
  clock.pass(10 * MINUTE);
  expect(state()).toBe('silent');
  const waits = restarts.map((at, i) => (i === 0 ? 0 : at - Number(restarts[i - 1]))).slice(1);
  expect(waits.length).toBeGreaterThan(1);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  alive();
  clock.pass(MINUTE / 2);
  expect(state()).toBe('alive');
});

test('trouble is over when the next look finds none; a pause is no illness', () => {
  const { clock, hub, state, alive, sign } = openHub();
  alive();
  sign({ trouble: 'There is no folder in.' });
  clock.pass(20_000);
  expect(state()).toBe('trouble');
  alive();
  clock.pass(20_000);
  expect(state()).toBe('alive');
  hub.setPaused(true);
  clock.pass(30 * MINUTE);
  expect(state()).toBe('paused');
});

test('a look after the triggers that fails is told and ends nothing: the next one comes in its time', () => {
  const { clock, store, hub, state, alive, changed, restartFails } = openHub();
  alive();
  const all = vi.spyOn(store.triggers, 'all').mockImplementation(() => {
    throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
  });
  const told = changed.mock.calls.length;
  clock.pass(20_000);
  expect([hub.trouble, changed.mock.calls.length]).toEqual(['the drive did not answer properly', told + 1]);
  all.mockRestore();
  alive();
  clock.pass(20_000);
  expect([hub.trouble, state(), changed.mock.calls.length]).toEqual([null, 'alive', told + 2]);
  restartFails('The folder is gone.');
  expect(() => clock.pass(10 * MINUTE)).not.toThrow();
  expect(state()).toBe('silent');
});

test('publishing puts the triggers of the new version in the place of all that were there; the times of one that did not change stay', () => {
  const { store, hub, clock } = openHub();
  const due = (cron: string) => ({ nodeId: 'due', name: 'Night', settings: dueSettingsSchema.parse({ on: 'due', cron, zone: 'UTC', missed: 'once' }) });
  hub.publish('f', 2, [due('0 3 * * *')]);
  expect(store.triggers.of('f')).toMatchObject([{ nodeId: 'due', version: 2, nextDue: Date.UTC(2026, 5, 1, 3) }]);
  clock.jump(3 * 60 * MINUTE + 5);
  hub.publish('f', 3, [due('0 3 * * *')]);
  expect(store.triggers.of('f')).toMatchObject([{ version: 3, nextDue: Date.UTC(2026, 5, 1, 3) }]);
  hub.publish('f', 4, []);
  expect(store.triggers.all()).toEqual([]);
});
