import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value } from '../base/value.ts';
import { packSample, unpackSample } from './samples.ts';
import { aRun, temporaryStore } from './testing/workspace.ts';

const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.bigInt(),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', '$bigint', '$object', 'constructor')), tie('value'), {
      maxKeys: 3,
      noNullPrototype: false,
    }),
  ),
})).value;

test('samples and rejected records come back as they were, whatever the values and names are', () => {
  const store = temporaryStore();
  store.runs.queue(aRun('r'));
  let seq = 0;
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (row) => {
      const fields = row.map((_, index) => ({ name: `c${index}`, type: 'any' as const }));
      const sample = { fields, rows: [row], origins: [{ source: 'a', ordinal: 0 }], first: 1, total: 1, profile: [], cut: false };
      expect(unpackSample(packSample(sample))).toEqual(sample);
      const record = Object.create(null) as Record<string, Value>;
      for (const [index, one] of row.entries()) record[index === 0 ? '__proto__' : `c${index}`] = one;
      store.rejects.add('r', [{ nodeId: 'a', deadLetter: true, code: 'bad', message: 'Bad.', record }]);
      const [kept] = store.rejects.page('r', { after: seq++, limit: 1 }).rejects;
      expect(Object.keys(kept?.record ?? {}).sort()).toEqual(Object.keys(record).sort());
      expect({ ...kept?.record }).toEqual({ ...record });
    }),
    { numRuns: 60 },
  );
});

test('rejects are read by keyset, per step too, with totals that are not counted', () => {
  const { runs, rejects } = temporaryStore();
  runs.queue(aRun('r'));
  for (let batch = 0; batch < 3; batch++)
    rejects.add(
      'r',
      Array.from({ length: 5 }, (_, i) => ({
        nodeId: i % 2 ? 'odd' : 'even',
        deadLetter: i === 0,
        code: 'c',
        message: `m${batch * 5 + i}`,
        file: 'x.csv',
        row: i,
        byte: 0,
      })),
    );
  const first = rejects.page('r', { limit: 10 });
  expect([first.total, first.next, first.rejects.length]).toEqual([15, 10, 10]);
  expect(first.rejects[0]).toEqual({ seq: 1, nodeId: 'even', deadLetter: true, code: 'c', message: 'm0', file: 'x.csv', row: 0, byte: 0 });
  const second = rejects.page('r', { after: first.next ?? 0, limit: 10 });
  expect([second.next, second.rejects.map((row) => row.message)]).toEqual([null, ['m10', 'm11', 'm12', 'm13', 'm14']]);
  expect(rejects.page('r', { nodeId: 'odd', limit: 100 })).toMatchObject({ total: 6, next: null });
  expect(rejects.page('none', { limit: 5 })).toEqual({ rejects: [], next: null, total: 0 });
});

test('a replay resolves what it took, but not what it rejected again', () => {
  const { runs, rejects } = temporaryStore();
  runs.queue(aRun('first'));
  runs.queue(aRun('again', { mode: 'replay', replayOf: 'first' }));
  const reject = (ordinal: number) => ({ nodeId: 'n', deadLetter: true, code: 'c', message: 'm', origin: { source: 's', ordinal } });
  rejects.add('first', [reject(3), reject(1), reject(2), reject(2)]);
  expect(rejects.unresolvedOrigins('first').map((origin) => origin.ordinal)).toEqual([1, 2, 3]);
  rejects.add('again', [reject(3)]);
  rejects.resolve('first', rejects.unresolvedOrigins('first'), 'again');
  expect(rejects.unresolvedOrigins('first').map((origin) => origin.ordinal)).toEqual([3]);
  expect(rejects.ofOrigin('first', { source: 's', ordinal: 2 }).map((row) => row.resolvedBy)).toEqual(['again', 'again']);
});

test('events keep their numbers; the log is their lines only', () => {
  const { runs, events } = temporaryStore();
  runs.queue(aRun('r'));
  events.add('r', [
    { kind: 'status', seq: 1, at: 5, status: 'queued' },
    { kind: 'log', seq: 4, at: 6, level: 'warning', message: 'Careful', nodeId: 'n' },
    { kind: 'log', seq: 9, at: 7, level: 'info', message: 'Well' },
  ]);
  expect(events.after('r', 1, 10).map((event) => event.seq)).toEqual([4, 9]);
  expect(events.last('r')).toBe(9);
  expect(events.log('r', 0, 1)).toEqual({ lines: [{ seq: 4, at: 6, level: 'warning', message: 'Careful', nodeId: 'n' }], next: 4 });
  expect(events.log('r', 4, 1)).toEqual({ lines: [{ seq: 9, at: 7, level: 'info', message: 'Well' }], next: null });
});

test('the ledger keeps the first receipt of an effect and knows what is unknown', () => {
  const { runs, effects } = temporaryStore();
  runs.queue(aRun('r'));
  const effect = { nodeId: 'n', key: 'k', effects: 'appending-write', records: 2 };
  const receipt = { nodeId: 'n', target: 'out.csv', delivered: 2 };
  effects.intend('r', effect, 1);
  effects.intend('r', { ...effect, key: 'other' }, 1);
  effects.done('r', 'n', 'k', receipt, 2);
  effects.done('r', 'n', 'k', { ...receipt, delivered: 99 }, 3);
  effects.intend('r', effect, 4);
  effects.leaveUnknown('r');
  expect(effects.of('r')).toEqual([
    { ...effect, state: 'done', receipt, intentAt: 1, group: null, origins: [] },
    { ...effect, key: 'other', state: 'unknown', intentAt: 1, group: null, origins: [] },
  ]);
});

test('the ledger knows groups: sent, not sent for certain, and unknown with what was decided', () => {
  const { runs, effects } = temporaryStore();
  for (const id of ['r', 'again']) runs.queue(aRun(id));
  const group = (id: string) => ({ id, origins: [['read', 0, 3, 1]] as const });
  for (const key of ['a', 'b', 'c', 'd', 'e'])
    effects.intend('r', { nodeId: 'n', key, effects: 'appending-write', records: 3, group: group(key), choice: key === 'e' ? 'skip' : 'ask' }, 1);
  effects.intend('r', { nodeId: 'safe', key: 'safe', effects: 'repeat-safe-write', records: 3 }, 1);
  effects.sent('r', 'n', 'a', 2, '201 Created');
  effects.notSent('r', 'n', 'b');
  effects.unknown('r', 'n', 'c', 'no answer');
  effects.leaveUnknown('r', 5);
  expect(effects.of('r').map(({ key, state, said, decision, decidedBy }) => [key, state, said, decision, decidedBy])).toEqual([
    ['a', 'done', '201 Created', undefined, undefined],
    ['c', 'unknown', 'no answer', undefined, undefined],
    ['d', 'unknown', undefined, undefined, undefined],
    ['e', 'unknown', undefined, 'skip', 'setting'],
    ['safe', 'unknown', undefined, undefined, undefined],
  ]);
  expect(effects.waiting('r', 9).map(({ key }) => key)).toEqual(['c', 'd', 'e']);
  expect(effects.decide('r', { nodeId: 'n', keys: ['c'] }, 'resend', 6, 'ann')).toEqual([{ nodeId: 'n', effects: 1, records: 3 }]);
  expect(effects.of('r')[1]).toMatchObject({ group: 'c', origins: [['read', 0, 3, 1]], decision: 'resend', decidedAt: 6, decidedBy: 'ann' });
  effects.intend('again', { nodeId: 'n', key: 'c', effects: 'appending-write', records: 3, group: group('c') }, 7);
  effects.sent('again', 'n', 'c', 8, '200 OK');
  expect(effects.of('r')[1]).toMatchObject({ state: 'done', said: '200 OK' });
  effects.notSent('r', 'n', 'd');
  expect(effects.waiting('r', 9).map(({ key }) => key)).toEqual(['d', 'e']);
});

test('captures are summed and listed oldest first, without those of runs going on', () => {
  const { runs, captures } = temporaryStore();
  const capture = { nodeId: 'n', side: 'out' as const, port: 'out', file: 'x', records: 1, complete: true };
  for (const [index, id] of ['a', 'b', 'going'].entries()) {
    runs.queue(aRun(id));
    captures.put({ ...capture, runId: id, bytes: 10 * (index + 1), createdAt: 100 - index });
    if (id !== 'going')
      runs.finish(id, { status: 'cancelled', at: 1, durationMs: 0, counts: { read: 0, delivered: 0, filtered: 0, duplicates: 0, rejected: 0, pending: 0 } });
  }
  expect(captures.totalBytes()).toBe(60);
  expect(captures.oldest(9)).toEqual([
    { runId: 'b', bytes: 20, createdAt: 99 },
    { runId: 'a', bytes: 10, createdAt: 100 },
  ]);
  captures.put({ ...capture, runId: 'a', bytes: 15, createdAt: 200 });
  expect(captures.totalBytes()).toBe(65);
  captures.drop('b', 300);
  expect(captures.of('b')).toMatchObject([{ records: 1, bytes: 0, complete: false, removedAt: 300 }]);
  captures.put({ ...capture, runId: 'b', port: 'more', bytes: 5, createdAt: 50, keepUntil: 400, stopped: 'quota', passed: 9, masked: ['iban'] });
  expect([captures.expired(400, 0, 9), captures.expired(401, 0, 9), captures.expired(0, 201, 9)]).toEqual([[], ['b'], ['a']]);
  captures.drop('b', 401);
  expect(captures.totalBytes()).toBe(45);
});
