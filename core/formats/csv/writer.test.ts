import { describe, expect, it } from 'vitest';
import { createBatch, runningOrigin, select } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { CsvScanner } from './scanner.ts';
import { type CsvWriteOptions, CsvWriter } from './writer.ts';

function write(names: string[], columns: Column[], rows: number, options: Partial<CsvWriteOptions> = {}): string {
  const writer = new CsvWriter(options);
  const bytes = Buffer.from(writer.encode(createBatch(names, columns, rows, runningOrigin(0, 0))));
  return bytes.toString() + Buffer.from(writer.finish()).toString();
}

describe('CsvWriter', () => {
  it('writes each kind of value in its one form', () => {
    const columns = [
      columnOfValues([1, null, 123456.78, 0.1, -5, 1e21]),
      columnOfValues([true, false, null, true, true, true]),
      columnOfValues([12345678901234567890n, 1n, 2n, 3n, 4n, 5n]),
      columnOfValues([['a', 1], null, { k: 'v' }, 'x', '', 'y"z']),
    ];
    expect(write(['n', 'b', 'i', 'v'], columns, 6)).toBe(
      'n,b,i,v\n1,true,12345678901234567890,"[""a"",1]"\n,false,1,\n123456.78,,2,"{""k"":""v""}"\n0.1,true,3,x\n-5,true,4,\n1e+21,true,5,"y""z"\n',
    );
  });

  it('quotes everything on demand, nulls too', () => {
    expect(write(['a', 'b'], [textColumn(['x', null]), columnOfValues([1, 2])], 2, { quoting: 'all', lineEnding: 'crlf' })).toBe(
      '"a","b"\r\n"x","1"\r\n"","2"\r\n',
    );
  });

  it('makes formulas harmless but leaves numbers alone', () => {
    const texts = ['=1+1', '+49 30', '-5', '-5,2', '@x', '\tx', '\rx', 'a=b', '+1.5e3', '-'];
    expect(write(['=h'], [textColumn(texts)], texts.length, { safeForSpreadsheets: true })).toBe(
      `'=h\n'=1+1\n'+49 30\n-5\n"-5,2"\n'@x\n'\tx\n"'\rx"\na=b\n+1.5e3\n'-\n`,
    );
  });

  it('copies what was read as it stood, and quotes what would change its meaning', () => {
    const { batches } = new CsvScanner({ delimiter: ';' }).push(Buffer.from('a;b;c\n1,5;"x;""y""";007\n"q";z;\n'));
    const [batch] = batches;
    if (batch === undefined) throw new Error('nothing was read');
    expect(Buffer.from(new CsvWriter({ delimiter: ';' }).encode(batch)).toString()).toBe('a;b;c\n1,5;"x;""y""";007\n"q";z;\n');
    expect(Buffer.from(new CsvWriter().encode(select(batch, Int32Array.of(1, 0), 2))).toString()).toBe('a,b,c\n"q",z,\n"1,5","x;""y""",007\n');
  });

  it('writes later batches by name, and a header even without records', () => {
    const writer = new CsvWriter({}, ['a', 'b']);
    expect(Buffer.from(writer.encode(createBatch(['c', 'b'], [textColumn(['1']), textColumn(['2'])], 1, runningOrigin(0, 0)))).toString()).toBe('a,b\n,2\n');
    expect(Buffer.from(new CsvWriter({}, ['a', 'b']).finish()).toString()).toBe('a,b\n');
    expect(Buffer.from(new CsvWriter({ header: false }, ['a']).finish()).toString()).toBe('');
  });

  it('grows for fields of any size', () => {
    const long = 'x"'.repeat(400_000);
    expect(write(['a'], [textColumn([long, 'y'])], 2)).toBe(`a\n"${long.replaceAll('"', '""')}"\ny\n`);
  });

  it('writes amounts digit by digit just as numbers are written', () => {
    for (let i = 0; i < 20_000; i++) {
      const value = Math.round(i * i * 7.31) / 100;
      const bytes = write(['n'], [{ kind: 'float64', type: 'number', values: Float64Array.of(value), nulls: null, source: null }], 1, { header: false });
      if (bytes !== `${value}\n`) throw new Error(`${value} became ${bytes}`);
    }
  });
});
