import { describe, expect, it } from 'vitest';
import { detectCsv } from './detect.ts';
import { proposeType } from './propose-type.ts';

const detect = (text: string) => detectCsv(Buffer.from(text), true);

describe('detecting a dialect', () => {
  it.each([
    ['comma', 'id,name,city\n1,"a, b",x\n2,c,y\n', ',', '"', 'first-row'],
    ['semicolon with decimal commas', 'id;price;name\n1;2,50;a\n2;3,75;b\n3;10,00;c\n', ';', '"', 'first-row'],
    ['TAB', 'id\tname\n1\ta,b\n2\tc,d\n', '\t', '"', 'first-row'],
    ['pipe', 'id|name\n1|a\n2|b\n', '|', '"', 'first-row'],
    ['no header', '1,2026-01-01,a\n2,2026-01-02,b\n3,2026-01-03,c\n', ',', '"', 'none'],
    ['single quotes', "id,name\n1,'a,b'\n2,'c,d'\n3,'e,f'\n", ',', "'", 'first-row'],
    ['one column', 'name\nann\nbob\n', ',', '"', 'first-row'],
    ['line ends in quotes', 'id;note\n1;"a,b\nc,d"\n2;"e,f"\n', ';', '"', 'first-row'],
    ['times do not make a colon', 'when,what\n10:00,a\n11:30,b\n', ',', '"', 'first-row'],
  ])('%s', (_what, text, delimiter, quote, header) => {
    expect(detect(text)).toMatchObject({ delimiter, quote, header });
  });

  it('proposes types by column and keeps identifiers text', () => {
    const found = detect(
      'id;plz;price;born;active;when;note\n1;01067;1.234,50;31.12.1999;ja;2026-01-02T03:04:05Z;x\n2;99999;2,00;01.02.2001;nein;2026-01-02T03:04:05Z;\n',
    );
    expect(found.fields.map(({ name, type, format }) => [name, type, format])).toEqual([
      ['id', 'integer', undefined],
      ['plz', 'text', undefined],
      ['price', 'decimal', '1.234,56'],
      ['born', 'date', 'dd.MM.yyyy'],
      ['active', 'boolean', 'ja/nein'],
      ['when', 'datetime', undefined],
      ['note', 'text', undefined],
    ]);
  });
});

describe('proposing types', () => {
  it.each([
    [['1', '-5', ''], 'integer', undefined, false],
    [['007', '1'], 'text', undefined, false],
    [['9223372036854775807'], 'integer', undefined, false],
    [['9223372036854775808'], 'text', undefined, false],
    [['1.5', '2'], 'decimal', undefined, false],
    [['1,5', '2'], 'decimal', '1.234,56', false],
    [['1,234.5', '2'], 'decimal', '1,234.56', false],
    [['1.234', '5.678'], 'decimal', undefined, true],
    [['1e5', '2.5e-3'], 'number', undefined, false],
    [['true', 'false'], 'boolean', undefined, false],
    [['Yes', 'no'], 'boolean', 'yes/no', false],
    [['y'], 'text', undefined, false],
    [['1', '0'], 'integer', undefined, false],
    [['03/04/2026', '05/06/2026'], 'date', 'dd/MM/yyyy', true],
    [['03/14/2026', '05/06/2026'], 'date', 'MM/dd/yyyy', false],
    [['1/2/2026', '13/2/2026'], 'date', 'd/M/yyyy', false],
    [['31.02.2026'], 'text', undefined, false],
    [['2026-02-30'], 'text', undefined, false],
    [['10:30', '11:45:10'], 'time', undefined, false],
    [['+49 30 1'], 'text', undefined, false],
    [['', ' '], 'text', undefined, false],
  ] as [string[], string, string | undefined, boolean][])('%j', (texts, type, format, unsure) => {
    const found = proposeType(texts);
    expect([found.type, found.format, found.note !== undefined]).toEqual([type, format, unsure]);
  });
});
