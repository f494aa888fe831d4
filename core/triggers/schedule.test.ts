import { expect, onTestFinished, test, vi } from 'vitest';
import { type DueSettings, dueSettingsSchema } from '../base/trigger-settings.ts';
import type { Store } from '../store/store.ts';
import { aFlow, temporaryFolder, temporaryStore } from '../store/testing/workspace.ts';
import { type DueTime, Scheduler } from './schedule.ts';
import { FakeClock } from './testing/fake-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Schedule {
  nodeId: string;
  cron: string;
  zone: string;
  missed: DueSettings['missed'];
}

/** Publishes these schedules of the flow `f`, as the hub of triggers does. */
function publish(store: Store, scheduler: Scheduler, schedules: readonly Schedule[]): void {
  const records = schedules.map(({ nodeId, ...schedule }) => {
    const settings = dueSettingsSchema.parse({ on: 'due', ...schedule });
    return { flowId: 'f', nodeId, version: 1, settings, ...scheduler.planned('f', nodeId, settings) };
  });
  store.triggers.replace('f', records);
  scheduler.look();
}

interface Desk {
  clock: FakeClock;
  store: Store;
  scheduler: Scheduler;
  fired: DueTime[];
  /** When each run was fired, by the wall clock, as ISO minutes. */
  times: () => string[];
  /** The same workspace after the program was closed and opened again. */
  again(paused?: boolean): Scheduler;
}

function openDesk(start: string): Desk {
  const clock = new FakeClock(Date.parse(start));
  const store = temporaryStore(temporaryFolder(), clock.now());
  store.flows.add(aFlow('f', 'Nightly'), clock.now());
  store.flows.setLive('f', 1);
  const fired: DueTime[] = [];
  const at: number[] = [];
  const open = (paused: boolean) => {
    const scheduler = new Scheduler({
      store,
      clock,
      changed: () => undefined,
      fire: (due) => {
        fired.push(due);
        at.push(clock.now());
      },
    });
    onTestFinished(() => scheduler.close());
    scheduler.open(paused);
    return scheduler;
  };
  return {
    clock,
    store,
    scheduler: open(false),
    fired,
    times: () => at.map((ms) => new Date(ms).toISOString().slice(0, 16)),
    again: (paused = false) => open(paused),
  };
}

const nightly = (changes: Partial<Schedule> = {}): Schedule => ({ nodeId: 'n', cron: '30 2 * * *', zone: 'Europe/Berlin', missed: 'once', ...changes });

test('in the night the clock jumps ahead, 02:30 comes once, at the first instant that exists', () => {
  const { clock, scheduler, times, store } = openDesk('2026-03-27T12:00:00Z');
  publish(store, scheduler, [nightly()]);
  clock.pass(3 * DAY);
  expect(times()).toEqual(['2026-03-28T01:30', '2026-03-29T01:00', '2026-03-30T00:30']);
});

test('in the night the clock is put back, 02:30 comes once, the first time; every quarter of an hour goes on by elapsed time', () => {
  const { clock, scheduler, fired, times, store } = openDesk('2026-10-24T12:00:00Z');
  publish(store, scheduler, [nightly()]);
  clock.pass(2 * DAY);
  expect(times()).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
  clock.jump(0);
  fired.length = 0;
  const other = openDesk('2026-10-24T23:50:00Z');
  publish(other.store, other.scheduler, [nightly({ cron: '*/15 * * * *' })]);
  other.clock.pass(2 * HOUR + 15 * MINUTE);
  expect(other.times()).toEqual(['00:00', '00:15', '00:30', '00:45', '01:00', '01:15', '01:30', '01:45', '02:00'].map((time) => `2026-10-25T${time}`));
});

test('times missed while the program was closed give one late run that says so, or none', () => {
  for (const missed of ['once', 'skip'] as const) {
    const { clock, scheduler, fired, again, store } = openDesk('2026-06-01T12:00:00Z');
    publish(store, scheduler, [nightly({ missed })]);
    scheduler.close();
    clock.jump(3 * DAY + 4 * HOUR);
    again();
    expect(fired.map((due) => due.note)).toEqual(missed === 'once' ? ['Late by 16 hours, and instead of 2 earlier times.'] : []);
    clock.pass(DAY);
    expect(fired).toHaveLength(missed === 'once' ? 2 : 1);
    expect(fired.at(-1)?.note).toBeNull();
  }
});

test('a due time never fires twice: not after a clock that was put back, not in a second scheduler', () => {
  const { clock, scheduler, times, store, again } = openDesk('2026-06-01T00:20:00Z');
  publish(store, scheduler, [nightly({ cron: '30 * * * *' })]);
  clock.pass(15 * MINUTE);
  expect(times()).toEqual(['2026-06-01T00:30']);
  clock.jump(-HOUR);
  clock.pass(MINUTE);
  scheduler.close();
  again();
  clock.pass(59 * MINUTE);
  expect(times()).toEqual(['2026-06-01T00:30']);
  clock.pass(HOUR);
  expect(times()).toEqual(['2026-06-01T00:30', '2026-06-01T01:30']);
  expect(
    store.triggers.claim(
      { flowId: 'f', nodeId: 'n', due: Date.parse('2026-06-01T01:30Z'), at: 1, outcome: 'fired', next: null, trouble: null },
      () => undefined,
    ),
  ).toBe(false);
});

test('a clock put back does not stop an interval: every quarter of an hour goes on by the time that passes, also after a restart', () => {
  for (const restart of [false, true]) {
    const { clock, scheduler, fired, again, store } = openDesk('2026-06-01T12:00:00Z');
    publish(store, scheduler, [nightly({ cron: '*/15 * * * *' })]);
    clock.pass(HOUR);
    expect(fired).toHaveLength(4);
    clock.jump(-DAY);
    if (restart) {
      scheduler.close();
      again();
    }
    clock.pass(HOUR);
    expect(fired).toHaveLength(8);
    // A clock that is only put right by half a minute repeats nothing.
    clock.jump(-MINUTE / 2);
    clock.pass(HOUR);
    expect(fired).toHaveLength(11);
  }
});

test('a machine that slept over the time runs at wake', () => {
  const { clock, scheduler, fired, store } = openDesk('2026-06-01T12:00:00Z');
  publish(store, scheduler, [nightly()]);
  clock.jump(DAY);
  scheduler.look();
  expect(fired.map((due) => [new Date(due.due).toISOString(), due.note])).toEqual([['2026-06-02T00:30:00.000Z', 'Late by 12 hours.']]);
});

test('paused, nothing fires; what was missed follows the rule of the schedule', () => {
  const { clock, scheduler, fired, store } = openDesk('2026-06-01T12:00:00Z');
  publish(store, scheduler, [nightly(), nightly({ nodeId: 'skips', missed: 'skip' })]);
  scheduler.setPaused(true);
  clock.pass(2 * DAY);
  expect(fired).toEqual([]);
  scheduler.setPaused(false);
  expect(fired.map((due) => [due.nodeId, due.note])).toEqual([['n', 'Late by 12 hours, and instead of one earlier time.']]);
});

test('an edit while due neither misses nor doubles; a new time counts from now', () => {
  const { clock, scheduler, fired, store } = openDesk('2026-06-01T00:29:59Z');
  publish(store, scheduler, [nightly()]);
  clock.jump(2_000);
  publish(store, scheduler, [nightly({ missed: 'skip' })]);
  expect(fired).toHaveLength(1);
  publish(store, scheduler, [nightly({ cron: '0 3 * * *' })]);
  clock.pass(HOUR);
  expect(fired.map((due) => new Date(due.due).toISOString())).toEqual(['2026-06-01T00:30:00.000Z', '2026-06-01T01:00:00.000Z']);
  publish(store, scheduler, []);
  clock.pass(2 * DAY);
  expect(fired).toHaveLength(2);
});

test('a schedule that cannot be computed is trouble, not silence', () => {
  const { scheduler, store } = openDesk('2026-06-01T00:00:00Z');
  publish(store, scheduler, [nightly({ cron: '0 0 30 2 *' }), nightly({ nodeId: 'z', zone: 'Europe/Atlantis' }), nightly({ nodeId: 'ok' })]);
  expect(store.triggers.of('f').map((one) => [one.nodeId, scheduler.troubleOf(one)])).toEqual([
    ['n', '"0 0 30 2 *" names a day that never comes.'],
    ['ok', null],
    ['z', 'There is no time zone "Europe/Atlantis".'],
  ]);
  expect(store.triggers.nextDueOf('f')).toBe(Date.parse('2026-06-01T00:30:00Z'));
});

test('a run that cannot be written down is trouble, and is tried again until it can', () => {
  const { clock, store, fired, scheduler } = openDesk('2026-06-01T00:29:00Z');
  scheduler.close();
  let broken = true;
  const other = new Scheduler({
    store,
    clock,
    changed: () => undefined,
    fire: (due) => {
      if (broken) throw new Error('disk full');
      fired.push(due);
    },
  });
  onTestFinished(() => other.close());
  other.open(false);
  publish(store, other, [nightly()]);
  clock.pass(2 * MINUTE);
  const trouble = () => store.triggers.of('f').map((one) => other.troubleOf(one));
  expect(trouble()).toEqual(['its run could not be written down: disk full']);
  broken = false;
  clock.pass(MINUTE);
  expect(fired).toHaveLength(1);
  expect(trouble()).toEqual([null]);
});

test('a next time that can not be written down after the clock was set back is tried again, and the watch goes on', () => {
  const { clock, store, scheduler } = openDesk('2026-06-01T00:29:00Z');
  publish(store, scheduler, [nightly()]);
  const writing = vi.spyOn(store.triggers, 'setNext').mockImplementation(() => {
    throw new Error('disk full');
  });
  clock.jump(-2 * DAY);
  clock.pass(MINUTE);
  expect(store.triggers.nextDueOf('f')).toBe(Date.parse('2026-06-01T00:30:00Z'));
  expect(clock.timers).toBe(1);
  writing.mockRestore();
  clock.pass(MINUTE);
  expect(store.triggers.nextDueOf('f')).toBe(Date.parse('2026-05-31T00:30:00Z'));
});

test('a closed scheduler leaves no timer', () => {
  const { clock, scheduler, fired, store } = openDesk('2026-06-01T00:00:00Z');
  publish(store, scheduler, [nightly()]);
  expect(clock.timers).toBe(1);
  scheduler.close();
  scheduler.look();
  expect(clock.timers).toBe(0);
  clock.pass(DAY);
  expect(fired).toEqual([]);
});
