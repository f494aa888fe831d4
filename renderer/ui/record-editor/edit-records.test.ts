import { describe, expect, it } from 'vitest';
import type { Field } from '../../../core/base/field.ts';
import { jsonOf, recordsOfJson, valueOfText } from './edit-records.ts';

const fields: Field[] = [
  { name: 'id', type: 'integer' },
  { name: 'cost', type: 'decimal' },
  { name: 'day', type: 'date' },
];

describe('values that a person types', () => {
  it('become values of the field’s type, exactly', () => {
    expect(valueOfText('9007199254740993', 'integer')).toEqual({ ok: true, value: 9007199254740993n });
    expect(valueOfText(' 12 ', 'integer')).toEqual({ ok: true, value: 12 });
    expect(valueOfText('0.10', 'decimal')).toEqual({ ok: true, value: '0.10' });
    expect(valueOfText('TRUE', 'boolean')).toEqual({ ok: true, value: true });
    expect(valueOfText(' a ', 'text')).toEqual({ ok: true, value: ' a ' });
    expect(valueOfText('', 'date')).toEqual({ ok: true, value: null });
    expect(valueOfText('[1]', 'list')).toEqual({ ok: true, value: [1] });
  });

  it('that do not fit are refused in words', () => {
    const typed = [
      ['1.5', 'integer'],
      ['1,5', 'decimal'],
      ['31.1.2026', 'date'],
      ['yes', 'boolean'],
      ['{}', 'list'],
      ['8 h', 'time'],
    ] as const;
    for (const [text, type] of typed) expect(valueOfText(text, type)).toMatchObject({ ok: false });
  });
});

describe('records as JSON', () => {
  it('keep known types, add fields, and survive the way there and back', () => {
    const read = recordsOfJson('[{"id": 1, "cost": "10.00"}, {"day": "2026-01-31", "tags": [1]}]', fields);
    if (!read.ok) throw new Error(read.problem);
    expect(read.value.fields.map(({ name, type }) => `${name} ${type}`)).toEqual(['id integer', 'cost decimal', 'day date', 'tags list']);
    expect(read.value.rows).toEqual([
      [1, '10.00', null, null],
      [null, null, '2026-01-31', [1]],
    ]);
    expect(recordsOfJson(jsonOf(read.value), read.value.fields)).toEqual(read);
    expect(recordsOfJson('{"id": 5}', fields)).toMatchObject({ ok: true, value: { rows: [[5, null, null]] } });
  });

  it('say what is wrong and where', () => {
    expect(recordsOfJson('[1', fields)).toMatchObject({ ok: false });
    expect(recordsOfJson('[{"id": 1}, 2]', fields)).toEqual({ ok: false, problem: 'Record 2 is not an object with fields.' });
    expect(recordsOfJson('[{"id": 1}, {"id": "x"}]', fields)).toEqual({ ok: false, problem: 'id of record 2: Not a whole number.' });
  });
});
