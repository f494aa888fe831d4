import { expect, onTestFinished, test } from 'vitest';
import { dueSettingsSchema } from '../base/trigger-settings.ts';
import type { Store } from '../store/store.ts';
import { aFlow, temporaryFolder, temporaryStore } from '../store/testing/workspace.ts';
import { Scheduler } from './schedule.ts';
import { FakeClock } from './testing/fake-clock.ts';
import { daysOf } from './testing/year-oracle.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Zones whose nights are awkward, each with a year in which they were. */
const ZONES: readonly [zone: string, year: number][] = [
  ['Europe/Berlin', 2026],
  ['America/New_York', 2026],
  ['Europe/London', 2026],
  ['America/Sao_Paulo', 2018], // midnight is left out
  ['Australia/Lord_Howe', 2026], // half an hour of summer time
  ['Pacific/Apia', 2011], // a whole day is left out
  ['Asia/Kathmandu', 2026], // five hours and three quarters
  ['Africa/Casablanca', 2026], // summer time pauses in Ramadan
  ['America/Santiago', 2026], // midnight is left out
  ['Pacific/Chatham', 2026], // twelve hours and three quarters
];
const TIMES = ['0 0', '30 2', '15 3'];
const MINUTES = [0, 150, 195];
/** Each time of day has a rule of its own for what was slept over. */
const RULES = ['all', 'once', 'skip'] as const;

/** 0 <= x < 1, the same every time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}

interface Fired {
  nodeId: string;
  due: number;
  at: number;
  note: string | null;
}

/** A year of a workspace with one schedule for each zone and time; what happens to the program in it is up to the dice. */
function live(store: Store, clock: FakeClock, until: number, fired: Fired[], random: () => number): void {
  const start = () => {
    const scheduler = new Scheduler({
      store,
      clock,
      changed: () => undefined,
      fire: ({ nodeId, due, note }) => fired.push({ nodeId, due, note, at: clock.now() }),
    });
    scheduler.open(false);
    return scheduler;
  };
  let scheduler = start();
  onTestFinished(() => scheduler.close());
  const step = () => {
    const roll = random();
    if (roll < 0.01) {
      // The machine sleeps, for up to two days.
      clock.jump(Math.floor(random() * 48 * HOUR));
      scheduler.look();
    } else if (roll < 0.014) {
      // The program dies, and is started again after a while.
      scheduler.close();
      clock.jump(Math.floor(random() * 12 * HOUR));
      scheduler = start();
    } else if (roll < 0.03) {
      // Somebody publishes the flow again without a change of times.
      store.write(() => {
        const all = store.triggers.of('f');
        store.triggers.replace(
          'f',
          all.map((trigger) => ({
            ...trigger,
            version: trigger.version + 1,
            ...(trigger.settings.on === 'due' ? scheduler.planned('f', trigger.nodeId, trigger.settings) : {}),
          })),
        );
      });
      scheduler.look();
    }
    // To what is due next, or a day on: a year of looks every twenty seconds would show nothing else.
    const next = store.triggers.nextDueOf('f') ?? Number.POSITIVE_INFINITY;
    clock.jump(Math.max(0, Math.min(next - clock.now(), DAY)));
    scheduler.look();
  };
  // Many steps are one transaction: the drive is not what is tried here.
  while (clock.now() < until)
    store.write(() => {
      for (let i = 0; i < 300 && clock.now() < until; i++) step();
    });
  scheduler.close();
}

test('a year of nights in ten awkward zones, with sleeps, crashes and edits: every time is there once, or left out as its rule says', () => {
  let looked = 0;
  for (const year of [2011, 2018, 2026]) {
    const from = Date.UTC(year, 0, 1, 12);
    const until = Date.UTC(year + 1, 0, 1, 12);
    const clock = new FakeClock(from);
    const store = temporaryStore(temporaryFolder(), from);
    store.flows.add(aFlow('f', 'Year'), from);
    const zones = ZONES.filter(([, of]) => of === year).map(([zone]) => zone);
    const planner = new Scheduler({ store, clock, changed: () => undefined, fire: () => undefined });
    store.triggers.replace(
      'f',
      zones.flatMap((zone) =>
        RULES.map((missed, i) => {
          const settings = dueSettingsSchema.parse({ on: 'due', cron: `${TIMES[i]} * * *`, zone, missed, most: 1_000 });
          const nodeId = `${zone} ${missed}`;
          return { flowId: 'f', nodeId, version: 1, settings, ...planner.planned('f', nodeId, settings) };
        }),
      ),
    );
    const fired: Fired[] = [];
    live(store, clock, until, fired, dice(year));
    for (const zone of zones) {
      const days = daysOf(zone, from, clock.now(), MINUTES);
      RULES.forEach((missed, i) => {
        const where = `${zone} ${TIMES[i]} ${year} ${missed}`;
        const ours = fired.filter(({ nodeId }) => nodeId === `${zone} ${missed}`);
        const wanted = days[i] ?? [];
        const dues = new Set(ours.map(({ due }) => due));
        looked += wanted.length;
        expect(dues.size, where).toBe(ours.length);
        expect(
          [...dues].filter((due) => !wanted.includes(due)).map((due) => new Date(due).toISOString()),
          where,
        ).toEqual([]);
        for (const { due, at, note } of ours) if (at - due > 60_000) expect(note, where).toMatch(/^Late by /);
        const left = wanted.filter((due) => !dues.has(due) && due < clock.now() - DAY).length;
        if (missed === 'all') expect(left, where).toBe(0);
        else if (missed === 'once') expect(left, where).toBe(ours.reduce((sum, { note }) => sum + together(note), 0));
        else expect([left > 5, ours.every(({ at, due }) => at - due <= 60_000)], where).toEqual([true, true]);
      });
    }
  }
  expect(looked).toBeGreaterThan(30 * 300);
});

/** For how many earlier times a late run says that it stands. */
function together(note: string | null): number {
  const [, count = '0'] = /(one|\d+) earlier times?/.exec(note ?? '') ?? [];
  return count === 'one' ? 1 : Number(count);
}
