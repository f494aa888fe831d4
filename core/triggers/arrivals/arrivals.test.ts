import { expect, onTestFinished, test } from 'vitest';
import type { Environment } from '../../base/environment.ts';
import { type Expectation, expectationSchema } from '../../flow/expectation.ts';
import type { Store } from '../../store/store.ts';
import { aFlow } from '../../store/testing/made-up.ts';
import { temporaryFolder, temporaryStore } from '../../store/testing/workspace.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { ArrivalWatch, type FoundArrival } from './arrival-watch.ts';
import { expectedTimes } from './expected-days.ts';
import { proposeBand } from './propose-band.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BERLIN = { zone: 'Europe/Berlin', holidays: ['12-25'] };

const nightly = (changes: Partial<Expectation> = {}) =>
  expectationSchema.parse({ id: 'e', name: 'Employees', path: 'employees.csv', due: '02:00', graceMinutes: 30, ...changes });

/** A watch over files that lie in a map, with what it told: state by state. */
function watching(start: string, expectation = nightly()) {
  const clock = new FakeClock(Date.parse(start));
  const store: Store = temporaryStore(temporaryFolder(), clock.now());
  store.flows.add(aFlow('f', 'Nightly'), clock.now());
  const files = new Map<string, Omit<FoundArrival, 'file'>>();
  const told: string[] = [];
  const troubles: (string | null)[] = [];
  const news: (string | null)[] = [];
  let broken: string | null = null;
  let noFlows: Error | null = null;
  let environment: Environment = 'production';
  const open = () => {
    const watch = new ArrivalWatch({
      store,
      clock,
      flows: () => {
        if (noFlows !== null) throw noFlows;
        return [{ flowId: 'f', flowName: 'Nightly', environment, days: BERLIN, expects: [expectation] }];
      },
      nameOf: (_flow, _expectation, { day }) => `employees_${day}.csv`,
      async find(_flow, _expectation, name) {
        if (broken !== null) throw new Error(broken);
        const file = files.get(name);
        return file ? { file: name, ...file } : null;
      },
      changed: (_flow, _one, record, before) => void told.push(`${record.day} ${before ?? ''}>${record.state}${record.said ? `: ${record.said}` : ''}`),
      trouble: (_flow, _one, sentence) => void troubles.push(sentence),
      news() {
        news.push(watch.trouble);
        if (noFlows !== null) throw noFlows;
      },
    });
    onTestFinished(() => watch.close());
    return watch;
  };
  const watch = open();
  /** Lets time pass, minute by minute where it matters, and waits until what was looked at is written. */
  const pass = async (ms: number, by = watch) => {
    for (let left = ms; left > 0; left -= 10 * MINUTE) {
      clock.pass(Math.min(left, 10 * MINUTE));
      await by.look();
    }
  };
  return {
    clock,
    store,
    files,
    told,
    troubles,
    news,
    watch,
    open,
    pass,
    come: (day: string, more: Partial<FoundArrival> = {}) =>
      files.set(`employees_${day}.csv`, { bytes: 1_000, modifiedAt: clock.now(), hash: day, rows: null, runId: null, ...more }),
    publishFor(other: Environment) {
      environment = other;
      store.arrivals.dropWaiting('f');
    },
    break: (why: string | null) => {
      broken = why;
    },
    breakDatabase: (error: Error | null) => {
      noFlows = error;
    },
  };
}

test('a file is due on working days, also in the nights when the clock is changed', () => {
  const days = expectedTimes(nightly({ due: '02:30', weekdays: [1, 2, 3, 4, 5, 6, 7], except: ['2026-03-28'] }), BERLIN, Date.parse('2026-03-27T00:00Z'), 3);
  expect(days.map(({ day, due, until }) => [day, new Date(due).toISOString().slice(11, 16), (until - due) / MINUTE])).toEqual([
    ['2026-03-27', '01:30', 30],
    ['2026-03-29', '01:00', 30],
    ['2026-03-30', '00:30', 30],
  ]);
  const christmas = expectedTimes(nightly(), BERLIN, Date.parse('2026-12-23T12:00Z'), 3);
  expect(christmas.map(({ day }) => day)).toEqual(['2026-12-24', '2026-12-28', '2026-12-29']);
  const yesterday = expectedTimes(nightly({ nameDay: -1 }), BERLIN, Date.parse('2026-11-30T12:00Z'), 1)[0];
  expect(new Date(yesterday?.nameAt ?? 0).toISOString()).toBe('2026-11-30T01:00:00.000Z');
});

test('the alarm comes when the grace is over although nothing started, once; a file that comes then is late', async () => {
  const { pass, told, come, clock, store } = watching('2026-11-19T12:00:00Z');
  await pass(12 * HOUR + 50 * MINUTE);
  expect(told).toEqual(['2026-11-20 >waiting']);
  await pass(2 * HOUR);
  expect(told.slice(1)).toEqual(['2026-11-23 >waiting', '2026-11-20 waiting>missing: employees_2026-11-20.csv was due by 2026-11-20 02:30 and has not come.']);
  come('2026-11-20');
  await pass(20 * MINUTE);
  expect(told.slice(3)).toEqual(['2026-11-20 missing>late: employees_2026-11-20.csv was due by 2026-11-20 02:30 and came at 2026-11-20 03:50.']);
  expect(store.arrivals.between(0, clock.now() + 9 * DAY).map(({ day, state }) => [day, state])).toEqual([
    ['2026-11-20', 'late'],
    ['2026-11-23', 'waiting'],
  ]);
});

test('where the flows cannot even be read that is told, nothing is rejected, and the next look comes in its time', async () => {
  const { watch, pass, come, clock, news, told, breakDatabase } = watching('2026-11-19T23:00:00Z');
  await pass(HOUR);
  const before = news.length;
  breakDatabase(Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' }));
  await expect(watch.look()).resolves.toBeUndefined();
  await pass(2 * HOUR);
  expect([watch.trouble, news.slice(before)]).toEqual(['the drive did not answer properly', ['the drive did not answer properly']]);
  breakDatabase(null);
  come('2026-11-20');
  clock.pass(MINUTE);
  await watch.look();
  expect([watch.trouble, told.at(-1)]).toEqual([null, expect.stringContaining('2026-11-20 waiting>')]);
});

test.each<[string, Partial<Expectation>, Partial<FoundArrival>, string | null]>([
  ['on-time', {}, {}, null],
  ['empty', {}, { bytes: 0 }, 'employees_2026-11-20.csv came, but it is empty.'],
  ['empty', {}, { rows: 0 }, 'employees_2026-11-20.csv came, but it has no records.'],
  ['on-time', { mayBeEmpty: true }, { bytes: 0 }, null],
  ['truncated', { leastBytes: 2_000 }, {}, 'employees_2026-11-20.csv has only 1.0 kB; usual are at least 2.0 kB.'],
  ['truncated', { leastRows: 90 }, { rows: 12 }, 'employees_2026-11-20.csv has only 12 records; usual are at least 90.'],
  ['on-time', { leastRows: 90 }, { rows: null }, null],
  ['unusual', { mostRows: 90 }, { rows: 91 }, 'employees_2026-11-20.csv has 91 records; usual are at most 90.'],
  ['unusual', { mostBytes: 900 }, {}, 'employees_2026-11-20.csv has 1.0 kB; usual are at most 900 B.'],
])('a file can be %s', async (state, expectation, file, said) => {
  const { pass, come, store } = watching('2026-11-19T23:00:00Z', nightly(expectation));
  come('2026-11-20', file);
  await pass(3 * HOUR);
  expect(store.arrivals.newest('f', 'e', 9).find(({ day }) => day === '2026-11-20')).toMatchObject({ state, said });
});

test('the same content as on another day is a repeat; what is read and taken away stays come', async () => {
  const { pass, come, files, told } = watching('2026-11-18T23:00:00Z');
  come('2026-11-19', { hash: 'same' });
  await pass(3 * HOUR);
  files.clear();
  await pass(20 * HOUR);
  come('2026-11-20', { hash: 'same' });
  await pass(6 * HOUR);
  expect(told).toEqual([
    '2026-11-19 >waiting',
    '2026-11-19 waiting>on-time',
    '2026-11-20 >waiting',
    '2026-11-23 >waiting',
    '2026-11-20 waiting>repeated: employees_2026-11-20.csv holds exactly what came on 2026-11-19.',
  ]);
});

test('a file that is still small before it is due may grow; one that a run has read is judged at once', async () => {
  const { pass, come, told } = watching('2026-11-19T23:00:00Z', nightly({ leastBytes: 900 }));
  come('2026-11-20', { bytes: 0, hash: null });
  await pass(HOUR);
  expect(told).toEqual(['2026-11-20 >waiting']);
  come('2026-11-20');
  await pass(20 * MINUTE);
  expect(told.slice(1)).toEqual(['2026-11-20 waiting>on-time']);
  const early = watching('2026-11-19T23:00:00Z');
  early.come('2026-11-20', { bytes: 0, runId: 'r' });
  await early.pass(10 * MINUTE);
  expect(early.told.at(-1)).toBe('2026-11-20 waiting>empty: employees_2026-11-20.csv came, but it is empty.');
});

test('how many records a file had is judged when a run has read it', async () => {
  const { pass, come, told } = watching('2026-11-19T23:00:00Z', nightly({ leastRows: 100 }));
  come('2026-11-20');
  await pass(2 * HOUR);
  come('2026-11-20', { rows: 7, runId: 'r' });
  await pass(HOUR);
  expect(told).toContain('2026-11-20 on-time>truncated: employees_2026-11-20.csv has only 7 records; usual are at least 100.');
});

test('what was due while nobody watched is judged at the start, each day once', async () => {
  const { watch, open, clock, told, pass } = watching('2026-11-16T12:00:00Z');
  await watch.look();
  await watch.close();
  clock.jump(4 * DAY);
  const again = open();
  await pass(20 * MINUTE, again);
  expect(told.map((line) => line.split(':')[0])).toEqual([
    '2026-11-17 >waiting',
    '2026-11-18 >waiting',
    '2026-11-19 >waiting',
    '2026-11-20 >waiting',
    '2026-11-23 >waiting',
    '2026-11-17 waiting>missing',
    '2026-11-18 waiting>missing',
    '2026-11-19 waiting>missing',
    '2026-11-20 waiting>missing',
  ]);
});

test('a new expectation says nothing of the days before it', async () => {
  const { pass, told } = watching('2026-11-20T12:00:00Z');
  await pass(HOUR);
  expect(told).toEqual(['2026-11-23 >waiting']);
});

test('who cannot look says so, and calls nothing missing for that', async () => {
  const { pass, told, troubles, break: breakIt } = watching('2026-11-19T23:00:00Z');
  breakIt('"HR files" cannot be reached.');
  await pass(4 * HOUR);
  expect([told, troubles.at(-1)]).toEqual([['2026-11-20 >waiting', '2026-11-23 >waiting'], '"HR files" cannot be reached.']);
  breakIt(null);
  await pass(20 * MINUTE);
  expect([told.at(-1)?.slice(0, 26), troubles.at(-1)]).toEqual(['2026-11-20 waiting>missing', null]);
});

test('what is usual is proposed by what came, where enough came', () => {
  const came = (rows: number[]) => rows.map((count) => ({ bytes: count * 100, rows: count }));
  expect(proposeBand(came([5_000, 5_100, 4_900, 5_050]))).toEqual({});
  expect(proposeBand(came([5_000, 5_100, 4_900, 5_050, 5_200, 0]))).toEqual({ leastBytes: 390_000, mostBytes: 630_000, leastRows: 3_900, mostRows: 6_300 });
  const many = came([...Array.from({ length: 40 }, (_, i) => 1_000 + i), 9, 90_000]);
  expect(proposeBand(many)).toMatchObject({ leastRows: 800, mostRows: 1_300 });
});

test('what came while the flow was tried is no repetition when it comes for production, and the other way round', async () => {
  const { pass, come, told, publishFor, store } = watching('2026-11-17T23:00:00Z');
  publishFor('test');
  await pass(HOUR);
  come('2026-11-18', { hash: 'same' });
  await pass(4 * HOUR);
  publishFor('production');
  await pass(20 * HOUR);
  come('2026-11-19', { hash: 'same' });
  await pass(5 * HOUR);
  expect(told.filter((line) => !line.endsWith('waiting'))).toEqual(['2026-11-18 waiting>on-time', '2026-11-19 waiting>on-time']);
  expect(store.arrivals.find('f', 'e', '2026-11-18')?.environment).toBe('test');
  // Once more for production: now it is one.
  await pass(19 * HOUR);
  come('2026-11-20', { hash: 'same' });
  await pass(5 * HOUR);
  expect(told).toContain('2026-11-20 waiting>repeated: employees_2026-11-20.csv holds exactly what came on 2026-11-19.');
});
