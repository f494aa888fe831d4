import { expect, test, vi } from 'vitest';
import type { Sample } from '../../base/sample.ts';
import { systemClock } from '../system-clock.ts';
import { trySnippet } from './try-snippet.ts';

const sampleOf = (names: readonly (string | null)[]): Sample => ({
  fields: [{ name: 'name', type: 'text' }],
  rows: names.map((name) => [name]),
  origins: names.map((_, ordinal) => ({ source: 's', ordinal })),
  first: names.length,
  total: names.length,
  profile: [],
  cut: false,
});
const tryCode = (code: string, names: readonly (string | null)[], config: Record<string, unknown> = {}) =>
  trySnippet({ clock: systemClock() }, { config: { language: 'javascript', style: 'record', code, ...config }, sample: sampleOf(names), measure: true });

const BUSY = `const name = record.name;
let n = 0;
for (let i = 0; i < 4000; i++) n += i % 7;
record.length = name.length;
return record;`;

test('the line that takes longest is found, with the record that did, and what measuring cost is said', async () => {
  // A busy machine may hold up any line and any record once, but hardly every time the same one.
  const { timing, microsecondsPerRecord } = await vi.waitFor(
    async () => {
      const tried = await tryCode(BUSY, ['Ann', 'Bob', 'Cem']);
      const slowest = tried.timing?.lines.toSorted((a, b) => b.microseconds - a.microseconds)[0];
      expect(slowest).toMatchObject({ line: 3, hits: 3 });
      expect(slowest?.share).toBeGreaterThan(0.5);
      return tried;
    },
    { timeout: 60_000 },
  );
  expect(timing?.lines.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
  expect(timing?.slower).toBeGreaterThan(0);
  expect(microsecondsPerRecord).toBeGreaterThan(0);
  const { timing: typed } = await tryCode(BUSY.replace('let n = 0', 'let n: number = 0'), ['Ann'], { language: 'typescript' });
  expect(typed?.lines.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
  await vi.waitFor(
    async () => {
      const uneven = await tryCode('let n = 0;\nfor (let i = 0; i < record.name.length * 3000; i++) n += i;\nreturn record;', ['a', 'a'.repeat(30), 'a']);
      expect(uneven.timing?.slowest).toMatchObject({ record: 1 });
    },
    { timeout: 60_000 },
  );
});

test('every line that fails is told with the records it fails for, and measuring changes nothing of that', async () => {
  const code =
    "if (record.name === null) throw new Error('no name');\nconst first = record.name[0];\nif (first === 'B') null.x;\nrecord.first = first;\nreturn record;";
  const { failing, timing, rejected, sample } = await tryCode(code, ['Ann', null, 'Bob', null, 'Cem']);
  expect(failing).toEqual([
    { line: 1, message: 'Error: no name', records: [1, 3] },
    { line: 3, message: expect.stringContaining('null'), records: [2] },
  ]);
  expect([rejected.rows.length, sample.rows.length]).toEqual([3, 2]);
  expect(timing?.lines.length).toBe(5);
});

test('what is logged says for which record, and what was left out', async () => {
  const { console: lines, consoleRows, consoleLeftOut } = await tryCode('if (record.name) console.log(record.name);\nreturn record;', ['Ann', null, 'Bob']);
  expect([lines, consoleRows, consoleLeftOut]).toEqual([['Ann', 'Bob'], [0, 2], 0]);
  const many = await tryCode('for (let i = 0; i < 150; i++) console.log(i);\nreturn record;', ['Ann']);
  expect([many.console.length, many.consoleLeftOut]).toEqual([100, 50]);
});

test('what cannot be measured without doubt is not', async () => {
  expect((await tryCode('while (true) {\n}\nreturn record;', ['Ann'])).timing).toBeUndefined();
  expect((await tryCode('record.t = new Error().stack.length;\nreturn record;', ['Ann'])).sample.rows.length).toBe(1);
  const batch = await tryCode("return records.map((one) => {\n  one.name += '!';\n  return one;\n});", ['Ann', 'Bob'], { style: 'batch' });
  expect(batch.timing?.lines.map(({ line, hits }) => [line, hits])).toEqual([
    [1, 1],
    [2, 2],
    [3, 2],
  ]);
  expect(batch.timing?.slowest).toBeUndefined();
});
