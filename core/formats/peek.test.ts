import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import type { Clock } from '../base/clock.ts';
import type { PlainRecord } from '../base/value.ts';
import { type PeekOptions, type PeekSummary, peekFile, peekSample } from './peek.ts';

const folder = mkdtempSync(join(tmpdir(), 'peek-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function peek(path: string, options: PeekOptions = {}): Promise<{ records: PlainRecord[]; summary: PeekSummary }> {
  const records: PlainRecord[] = [];
  const found = peekFile(path, options);
  for (;;) {
    const next = await found.next();
    if (next.done) return { records, summary: next.value };
    records.push(next.value);
  }
}

describe('looking into a file', () => {
  it('finds out everything about a German CSV, and changes no value', async () => {
    const path = file('a.csv', iconv.encode('id;plz;betrag\r\n1;01067;1.234,50\r\n2;1\r\n3;99999;2,00\r\n\r\n', 'windows-1252'));
    const { records, summary } = await peek(path);
    expect(records).toEqual([
      { id: '1', plz: '01067', betrag: '1.234,50' },
      { id: '3', plz: '99999', betrag: '2,00' },
    ]);
    expect(summary).toMatchObject({
      format: 'csv',
      delimiter: ';',
      header: true,
      records: 2,
      errors: [{ row: 3, code: 'too-few-fields', message: 'Line 3 has 2 fields; the file has 3 columns.' }],
      warnings: { 'blank-lines': 1 },
    });
    expect(summary.fields.map(({ name, type, sample }) => [name, type, sample])).toEqual([
      ['id', 'integer', '1'],
      ['plz', 'text', '01067'],
      ['betrag', 'decimal', '1.234,50'],
    ]);
  });

  it.each([
    ['TSV', 'a.txt', 'a\tb\n1\t2\n', { format: 'tsv', delimiter: '\t', records: 1 }],
    ['a JSON list under another name', 'list.csv', '[{"a":1},\n{"a":2}]', { format: 'json', records: 2 }],
    ['pretty JSON', 'p.json', '{\n  "a": 1\n}', { format: 'json', records: 1 }],
    ['JSON lines', 'l.json', '{"a":1}\n{"a":2}\n', { format: 'ndjson', records: 2 }],
    ['a CSV that begins with a bracket', 'b.csv', '[id],{name}\n1,2\n', { format: 'csv', records: 1 }],
    ['UTF-16', 'w.csv', iconv.encode('a,b\n1,2\n', 'utf-16le', { addBOM: true }), { format: 'csv', encoding: 'utf-16le', records: 1 }],
    ['nothing', 'e.csv', '', { format: 'csv', records: 0, fields: [] }],
    ['control characters as delimiters', 'c.dat', 'a\x01b\n1\x012\n3\x014\n', { format: 'csv', delimiter: '\x01', records: 2 }],
  ])('%s', async (_what, name, content, expected) => {
    expect((await peek(file(name, content))).summary).toMatchObject(expected);
  });

  it('takes what the user says for granted', async () => {
    const path = file('o.csv', 'x,y\n1,2\n3\n');
    expect((await peek(path, { options: { header: 'false', ragged: 'pad' } })).records).toEqual([
      { column_1: 'x', column_2: 'y' },
      { column_1: '1', column_2: '2' },
      { column_1: '3', column_2: '' },
    ]);
    expect((await peek(path, { format: 'csv', options: { delimiter: 'semicolon', skipRows: '1' } })).summary).toMatchObject({
      delimiter: ';',
      records: 1,
      fields: [{ name: '1,2' }],
    });
    expect((await peek(file('q.json', '{"d":{"i":[{"a":1}]}}'), { options: { path: 'd.i' } })).records).toEqual([{ a: 1 }]);
    for (const options of [{ colour: 'red' }, { header: 'maybe' }, { skipRows: '-1' }, { encoding: 'klingon' }])
      await expect(peek(path, { options })).rejects.toMatchObject({ class: 'user' });
    await expect(peek(path, { format: 'xml' })).rejects.toMatchObject({ code: 'unknown-format' });
  });

  it('stops at the limit, and reads everything without one', async () => {
    const path = file('long.csv', `n\n${Array.from({ length: 300_000 }, (_, n) => `${n}\n`).join('')}`);
    let time = 0;
    const clock: Clock = { now: () => 0, monotonic: () => (time += 5), zone: 'UTC', after: () => () => undefined };
    const some = await peek(path, { limit: 3, clock });
    expect([some.records.length, some.summary.records, some.summary.ms]).toEqual([3, 3, 5]);
    expect((await peek(path)).summary.records).toBe(300_000);
    expect(await peekSample(path, { limit: 2 })).toMatchObject({ fields: [{ name: 'n', type: 'integer' }], rows: [['0'], ['1']] });
  });

  it('counts invalid bytes', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\nü,'), Buffer.of(0xff), Buffer.from('\n')]);
    expect((await peek(file('i.csv', bytes), { options: { encoding: 'utf-8' } })).summary.warnings).toEqual({ 'invalid-bytes': 1 });
  });

  it.each([
    ['an Excel workbook', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from('[Content_Types].xml xl/workbook.xml')]), /Excel workbook/],
    ['a ZIP archive', Buffer.from('PK\x03\x04abcdefghij'), /ZIP/],
    ['a PDF', Buffer.from('%PDF-1.7\nabc'), /PDF/],
    ['a picture', Buffer.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0), /PNG/],
    ['a database', Buffer.from('SQLite format 3\0'), /SQLite/],
    ['many NULs', Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(100)]), /binary/],
    ['random bytes', Buffer.from(Array.from({ length: 600 }, (_, at) => (at * 7919) % 251)), /binary/],
    ['XML', Buffer.from('<?xml version="1.0"?><a/>'), /XML/],
  ])('refuses %s and says what it is', async (what, content, sentence) => {
    await expect(peek(file(what.replaceAll(' ', '-'), content))).rejects.toMatchObject({ code: 'not-text', message: expect.stringMatching(sentence) });
  });

  it('refuses what is no file', async () => {
    mkdirSync(join(folder, 'sub'));
    await expect(peek(join(folder, 'sub'))).rejects.toMatchObject({ code: 'not-a-file' });
    await expect(peek('/dev/null')).rejects.toMatchObject({ code: 'not-a-file' });
    await expect(peek(join(folder, 'missing.csv'))).rejects.toMatchObject({ code: 'file-not-found' });
  });
});
