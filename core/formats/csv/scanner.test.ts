import { describe, expect, it } from 'vitest';
import { UserError } from '../../base/errors.ts';
import { ordinalAt } from '../../data/origin.ts';
import { rowValues } from '../../data/records.ts';
import type { CsvReadOptions } from './dialect.ts';
import { CsvScanner } from './scanner.ts';

function read(text: string | Uint8Array, options: Partial<CsvReadOptions> = {}) {
  const scanner = new CsvScanner(options, 3);
  const yields = [scanner.push(typeof text === 'string' ? Buffer.from(text) : text), scanner.finish()];
  const batches = yields.flatMap((one) => one.batches);
  return {
    names: scanner.names,
    rows: batches.flatMap((batch) => Array.from(batch.selection.subarray(0, batch.count), (row) => rowValues(batch, row))),
    problems: yields.flatMap((one) => one.problems).map(({ code, line, text: raw }) => [code, line, raw]),
    warnings: Object.fromEntries(scanner.warnings.map(({ code, count }) => [code, count])),
    batches,
  };
}

function failure(text: string | Uint8Array, options: Partial<CsvReadOptions> = {}): UserError {
  try {
    read(text, options);
  } catch (error) {
    return error as UserError;
  }
  throw new Error('it was read');
}

describe('CsvScanner', () => {
  it.each<[string, string, Partial<CsvReadOptions>, unknown[][]]>([
    [
      'LF, CRLF and CR mixed',
      'a,b\n1,2\r\n3,4\r5,6',
      {},
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    ['line ends in quotes', 'a,b\r\n"1\r\n2","3\n4"\r\n', {}, [['1\r\n2', '3\n4']]],
    ['a byte order mark', '\uFEFFa,b\n1,2\n', {}, [['1', '2']]],
    ['leading zeros and long numbers stay text', 'a,b\n007,12345678901234567890\n', {}, [['007', '12345678901234567890']]],
    ['a quote in the middle of a field is text', 'a,b\n5" pipe,x\n', {}, [['5" pipe', 'x']]],
    ['no quoting at all', 'a,b\n"1,2"\n', { quote: '' }, [['"1', '2"']]],
    ['another quote', "a,b\n'1,''2',\"x\"\n", { quote: "'" }, [["1,'2", '"x"']]],
    ['a delimiter of several characters', 'a||b\n1|||2\n', { delimiter: '||' }, [['1', '|2']]],
    ['a delimiter beyond ASCII', 'a§b\n1§"§"\n', { delimiter: '§' }, [['1', '§']]],
    ['trimming leaves quoted spaces alone', 'a, b\n 1 ,\t" 2 " \n', { trim: true }, [['1', ' 2 ']]],
    ['trimming around quotes', 'a,b\n" 1 " , 2\n', { trim: true }, [[' 1 ', '2']]],
    ['lines before the header', 'Report\n"of" today\n\na,b\n1,2\n', { skipRows: 2 }, [['1', '2']]],
    [
      'short records filled up',
      'a,b,c\n1\n1,2,3\n',
      { ragged: 'pad' },
      [
        ['1', '', ''],
        ['1', '2', '3'],
      ],
    ],
    [
      'no header',
      '1,2\n3,4',
      { header: 'none' },
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['one column', 'a\n1\n""\n2\n', {}, [['1'], [''], ['2']]],
    ['only a header', 'a,b\n', {}, []],
    ['nothing', '', {}, []],
  ])('%s', (_what, text, options, rows) => {
    const found = read(text, options);
    expect(found.problems).toEqual([]);
    expect(found.rows).toEqual(rows);
  });

  it('reports each bad record with line and raw text, and reads the others', () => {
    const found = read('a,b\n1,2\n3\n4,"x"y\n5,6,7\n\n8,"multi\nline"\n9,\0\n10,11\n12,"never closed\n13,14\n');
    expect(found.problems).toEqual([
      ['too-few-fields', 3, '3'],
      ['text-after-quote', 4, '4,"x"y'],
      ['too-many-fields', 5, '5,6,7'],
      ['nul-byte', 9, '9,\0'],
      ['unclosed-quote', 11, '12,"never closed'],
    ]);
    expect(found.rows).toEqual([
      ['1', '2'],
      ['8', 'multi\nline'],
      ['10', '11'],
      ['13', '14'],
    ]);
    expect(found.warnings).toEqual({ 'blank-lines': 1 });
    expect(found.batches[0]?.origin).toMatchObject({ source: 3 });
    expect(found.batches.flatMap((batch) => Array.from({ length: batch.rows }, (_, row) => ordinalAt(batch, row)))).toEqual([0, 4, 6, 8]);
  });

  it('does not take half a broken record for a whole one', () => {
    const found = read('a,b\n1,"x\ny"z,2\n3,4\n');
    expect(found.problems.map(([code, line]) => [code, line])).toEqual([
      ['text-after-quote', 2],
      ['stray-quote', 3],
    ]);
    expect(found.rows).toEqual([['3', '4']]);
  });

  it('makes names usable and says so', () => {
    const found = read('id,,id,name_2,name,name,__proto__\n1,2,3,4,5,6,7\n');
    expect(found.names).toEqual(['id', 'column_2', 'id_2', 'name_2', 'name', 'name_3', '__proto__']);
    expect(found.warnings).toEqual({ 'empty-header': 1, 'repeated-header': 2 });
  });

  it('keeps batches within their size, whatever the rows', () => {
    const found = read(`a\n${'1\n'.repeat(10_000)}`);
    expect(found.batches.map((batch) => batch.count)).toEqual([4096, 4096, 1808]);
    expect(found.batches.map((batch) => batch.origin.first)).toEqual([0, 4096, 8192]);
  });

  it('refuses a record that never ends, in bounded memory and time', () => {
    const scanner = new CsvScanner();
    scanner.push(Buffer.from('a,b\n1,2\n3,"'));
    const chunk = Buffer.alloc(1 << 18, 120);
    let error: UserError | undefined;
    let pushed = 0;
    for (; pushed < 400 && error === undefined; pushed++) {
      try {
        scanner.push(chunk);
      } catch (thrown) {
        error = thrown as UserError;
      }
    }
    expect(error).toMatchObject({ code: 'record-too-large', place: { row: 3 } });
    expect(pushed).toBeLessThan(70);
  });

  it('refuses a million columns', () => {
    expect(failure('x,'.repeat(1_000_000))).toMatchObject({ code: 'too-many-columns' });
  });

  it('refuses a header whose quotes do not match, and dialects that mean nothing', () => {
    expect(failure('"a,b\n1,2\n')).toMatchObject({ code: 'unclosed-quote', place: { row: 1 } });
    expect(failure('"a"x,b\n')).toMatchObject({ code: 'text-after-quote' });
    for (const options of [{ delimiter: '' }, { delimiter: '\n' }, { delimiter: '"' }, { quote: 'ab' }])
      expect(() => new CsvScanner(options)).toThrow(UserError);
  });
});
