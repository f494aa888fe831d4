import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../base/errors.ts';
import { rowValues } from '../../data/records.ts';
import { arbitraryBatch } from '../../data/testing/arbitrary.ts';
import type { RecordReader } from '../record-reader.ts';
import { JsonArrayReader } from './array-reader.ts';
import { JsonLinesReader } from './lines-reader.ts';
import { parseRecordsPath } from './records-path.ts';
import { JsonWriter } from './writer.ts';

function read(reader: RecordReader, bytes: Uint8Array, size = bytes.length || 1) {
  const yields = [];
  for (let at = 0; at < bytes.length; at += size) yields.push(reader.push(Uint8Array.from(bytes.subarray(at, at + size))));
  yields.push(reader.finish());
  const records: unknown[] = [];
  const types = new Map<string, string>();
  for (const batch of yields.flatMap((one) => one.batches)) {
    for (const [at, name] of batch.names.entries()) types.set(name, batch.columns[at]?.type ?? '');
    for (const row of batch.selection.subarray(0, batch.count))
      records.push(Object.fromEntries(rowValues(batch, row).map((value, at) => [batch.names[at], value])));
  }
  return {
    records,
    types: Object.fromEntries(types),
    problems: yields.flatMap((one) => one.problems),
    warnings: Object.fromEntries(reader.warnings.map(({ code, count }) => [code, count])),
  };
}

const array = (text: string, path = '', size?: number) => read(new JsonArrayReader(path), Buffer.from(text), size);
const lines = (text: string, size?: number) => read(new JsonLinesReader(), Buffer.from(text), size);

function failure(text: string, path = ''): UserError {
  try {
    array(text, path);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('exact values', () => {
  it('keeps every digit', () => {
    const found = lines('{"id":12345678901234567890,"p":0.1234567890123456789,"d":0.1,"e":1e400,"n":9007199254740991,"z":1.0,"k":5e-324}\n');
    expect(found.records).toEqual([{ id: 12345678901234567890n, p: '0.1234567890123456789', d: 0.1, e: '1e400', n: 9007199254740991, z: 1, k: 5e-324 }]);
    expect(found.types).toMatchObject({ id: 'integer', p: 'decimal', d: 'number', e: 'decimal', n: 'integer' });
  });

  it('makes one decimal field of long and short numbers, and writes them as numbers', () => {
    const text = '[\n{"p":0.30000000000000000004,"i":12345678901234567890},\n{"p":2.5,"i":1}\n]\n';
    const reader = new JsonArrayReader();
    const batches = [...reader.push(Buffer.from(text)).batches, ...reader.finish().batches];
    const writer = new JsonWriter({ shape: 'array', indent: false });
    expect(Buffer.concat([...batches.map((batch) => writer.encode(batch)), writer.finish()]).toString()).toBe(text);
  });

  it('keeps dangerous keys as plain data', () => {
    const found = lines('{"__proto__":{"x":1},"constructor":2,"n":{"__proto__":3,"toString":4}}\n');
    expect(JSON.stringify(found.records)).toBe('[{"constructor":2,"n":{"__proto__":3,"toString":4}}]'.replace('[{', '[{"__proto__":{"x":1},'));
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it('counts keys that were written twice; the last one holds', () => {
    const found = array('[{"a":1,"a":2,"n":[{"b":1,"b":1}]}, {"a":":{"}]');
    expect(found.records).toEqual([
      { a: 2, n: [{ b: 1 }] },
      { a: ':{', n: null },
    ]);
    expect(found.warnings).toEqual({ 'repeated-key': 2 });
  });
});

describe('reading a document', () => {
  it.each([
    ['a list', '[{"a":1},{"a":2}]', '', [{ a: 1 }, { a: 2 }]],
    ['one object', ' {"a":1} ', '', [{ a: 1 }]],
    ['a path', '{"m":{"x":[{"a":9}]},"data":{"n":[1,{"}":"]"}],"items":[{"a":1}],"z":"\\""},"t":true}', '$.data.items', [{ a: 1 }]],
    ['a path to one object', '{"data":{"a":{"b":1}}}', 'data.a', [{ b: 1 }]],
    ['a path with odd keys', '{"a.b":{"c d":[{"x":1}]}}', '["a.b"]["c d"]', [{ x: 1 }]],
    ['single values', '["a",7,null,[1]]', '', [{ value: 'a' }, { value: 7 }, { value: null }, { value: [1] }]],
    ['an empty list', '[]', '', []],
    ['a byte order mark', '\uFEFF[{"a":1}]', '', [{ a: 1 }]],
    ['escapes', '[{"a":"\\u00e9\\"\\\\"}]', '', [{ a: 'é"\\' }]],
  ])('%s', (_what, text, path, records) => {
    for (const size of [1, 3, 1000]) expect(array(text, path, size).records).toEqual(records);
  });

  it('gives up only the record that is broken inside its brackets', () => {
    const found = array('[{"a":1},\n{"a":tru},\n{"a":3}]');
    expect(found.records).toEqual([{ a: 1 }, { a: 3 }]);
    expect(found.problems).toMatchObject([{ code: 'not-json', ordinal: 1, line: 2, byte: 10, text: '{"a":tru}' }]);
  });

  it.each([
    ['[{"a":1}', '', 'json-truncated', 1, 8],
    ['[\n{"a":"x', '', 'json-truncated', 2, 9],
    ['[1,]', '', 'json-broken', 1, 3],
    ['[1 2]', '', 'json-broken', 1, 3],
    ['{"a" 1}', 'b', 'json-broken', 1, 5],
    ['[] []', '', 'json-trailing', 1, 3],
    ['{"a":5}', 'a', 'json-no-records', 1, 5],
    ['', '', 'json-empty', undefined, undefined],
    ['{"a":{"b":[]}}', 'a.c', 'json-path-not-found', undefined, undefined],
  ])('refuses %j at %j: %s', (text, path, code, row, byte) => {
    const error = failure(text, path);
    expect([error.code, error.place?.row, error.place?.byte]).toEqual([code, row, byte]);
  });

  it('refuses nesting a hundred thousand deep and records without end', () => {
    expect(failure(`[${'['.repeat(100_000)}`)).toMatchObject({ code: 'json-too-deep' });
    const reader = new JsonArrayReader('data');
    const chunk = Buffer.alloc(1 << 20, 120);
    reader.push(Buffer.from('{"data":[{"a":"'));
    expect(() => {
      for (let i = 0; i < 40; i++) reader.push(chunk);
    }).toThrow(expect.objectContaining({ code: 'record-too-large' }));
  });

  it('understands paths', () => {
    expect(['', '$', '$.a.b', 'a.b', '["a"].b', "a['b.c'][*]"].map(parseRecordsPath)).toEqual([[], [], ['a', 'b'], ['a', 'b'], ['a', 'b'], ['a', 'b.c']]);
    expect(parseRecordsPath('["\\u00e4\\"b"].c')).toEqual(['ä"b', 'c']);
  });

  it.each([
    ['a..b', 2],
    ['["\\q"]', 1],
    [' $.data["\\u00g0"].b', 8],
    ['data["a\tb"]', 5],
  ])('says where the path %j cannot be understood', (path, at) => {
    const error = failure('[]', path);
    expect([error.code, error.message.endsWith(`cannot be understood from character ${at} on.`)]).toEqual(['json-path', true]);
  });
});

describe('reading lines', () => {
  it('rejects a bad line with its number and reads the others', () => {
    for (const size of [1, 7, 1000]) {
      const found = lines('\uFEFF{"a":1}\r\n\n{"a":}\n{"a":3}\n["x"]\n{"a":4', size);
      expect(found.records).toEqual([{ a: 1 }, { a: 3 }, { value: ['x'] }].map((record) => expect.objectContaining(record)));
      expect(found.problems.map(({ code, line, ordinal, text }) => [code, line, ordinal, text])).toEqual([
        ['not-json', 3, 1, '{"a":}'],
        ['not-json', 6, 4, '{"a":4'],
      ]);
      expect(found.warnings).toEqual({ 'blank-lines': 1 });
    }
  });

  it('rejects a line that is nested too deep', () => {
    const found = lines(`{"a":1}\n${'['.repeat(2000)}${']'.repeat(2000)}\n`);
    expect(found.problems).toMatchObject([{ code: 'json-too-deep', line: 2 }]);
    expect(found.records).toEqual([{ a: 1 }]);
  });
});

describe('writing', () => {
  it('gives back what was written, as lines and as a list', () => {
    fc.assert(
      fc.property(arbitraryBatch, fc.constantFrom('array', 'lines'), fc.boolean(), (batch, shape, indent) => {
        const writer = new JsonWriter({ shape: shape as 'array', indent });
        const bytes = Buffer.concat([writer.encode(batch), writer.finish()]);
        const found = read(shape === 'array' ? new JsonArrayReader() : new JsonLinesReader(), bytes, 5);
        const wellFormed = (value: unknown): string =>
          JSON.stringify(value, (_key, part: unknown) =>
            typeof part === 'bigint' || (typeof part === 'number' && Number.isInteger(part) && !Number.isSafeInteger(part)) ? `${part}n` : part,
          ).replace(/\\ud[89a-f][0-9a-f]{2}/g, '\uFFFD');
        const expected = Array.from(batch.selection.subarray(0, batch.count), (row) =>
          Object.fromEntries(rowValues(batch, row).map((value, at) => [batch.names[at], value])),
        );
        expect(found.problems).toEqual([]);
        expect(wellFormed(found.records)).toBe(wellFormed(expected));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a record with more keys than anybody means', () => {
  const wide = (keys: number, from = 0) => `{${Array.from({ length: keys }, (_, at) => `"k${from + at}":${at}`).join(',')}}`;

  it('is a problem of its own, found before it is parsed; the others are read', () => {
    const inLines = lines(`{"a":1}\n${wide(200_000)}\n{"a":2}\n`);
    expect(inLines.records).toEqual([{ a: 1 }, { a: 2 }]);
    expect(inLines.problems).toMatchObject([{ code: 'too-many-fields', line: 2, ordinal: 1 }]);
    expect(inLines.problems[0]?.message).toBe('Line 2: the record has 200,000 fields; more than 20,000 are not read.');
    const inArray = array(`[{"a":1},\n${wide(200_000)},{"a":2}]`);
    expect(inArray.records).toEqual([{ a: 1 }, { a: 2 }]);
    expect(inArray.problems).toMatchObject([{ code: 'too-many-fields', line: 2, ordinal: 1 }]);
  });

  it('does not make batches that are mostly nothing, where every record has keys of its own', () => {
    const reader = new JsonLinesReader();
    const text = Array.from({ length: 300 }, (_, at) => wide(50, at * 50)).join('\n');
    const { batches } = reader.push(new TextEncoder().encode(text));
    expect(batches.reduce((sum, { count }) => sum + count, 0)).toBe(299);
    expect(Math.max(...batches.map(({ count, names }) => count * names.length))).toBeLessThan(540_000);
  });

  it('is read up to the limit, and keys within a value are no fields', () => {
    expect(Object.keys(lines(wide(20_000)).records[0] as object)).toHaveLength(20_000);
    expect(lines(`{"a":${wide(30_000)}}`).problems).toEqual([]);
  });

  it('many records with keys of their own do not make a batch with all of them', () => {
    const reader = new JsonLinesReader();
    const text = Array.from({ length: 100 }, (_, at) => wide(1_000, at * 1_000)).join('\n');
    const batches = [reader.push(Buffer.from(text)), reader.finish()].flatMap((one) => one.batches);
    expect(batches.reduce((sum, batch) => sum + batch.count, 0)).toBe(100);
    for (const batch of batches) expect(batch.names.length).toBeLessThanOrEqual(21_000);
  });
});
