import { expect, test } from 'vitest';
import type { Field } from '../base/field.ts';
import { checkFormula } from './check.ts';

const fields: Field[] = [
  { name: 'Status', type: 'text' },
  { name: 'Salary', type: 'text' },
  { name: 'hours', type: 'number' },
  { name: 'count', type: 'integer' },
  { name: 'price', type: 'decimal' },
  { name: 'born', type: 'date' },
  { name: 'seen', type: 'datetime' },
  { name: 'active', type: 'boolean' },
  { name: 'lines', type: 'list' },
  { name: 'order', type: 'object' },
  { name: 'a.b', type: 'integer' },
  { name: 'a', type: 'object' },
];

test.each([
  ['[Statsu]', "There is no field 'Statsu'.", 'Did you mean Status?'],
  ['[status]', "There is no field 'status'.", 'Did you mean Status?'],
  ['[Nothing at all]', "There is no field 'Nothing at all'.", 'These fields arrive: Status, Salary, hours, count, price, born …'],
  ['[Status.x]', 'Status is a text; there is nothing inside it.', undefined],
  ['[hours.x]', 'hours is a number; there is nothing inside it.', 'Use [hours].'],
  ['IF(1, 2, 3, 4)', 'IF needs 2 or 3 values, got 4.', 'Write IF(condition, then, [otherwise]).'],
  ['UPPER()', 'UPPER needs 1 value, got 0.', 'Write UPPER(text).'],
  ['IFS(TRUE)', 'IFS needs at least 2 values, got 1.', undefined],
  ['IFS(TRUE, 1, FALSE)', 'IFS needs its values in groups of 2, got 3.', undefined],
  ['TODAY(1)', 'TODAY takes no values, got 1.', undefined],
  ['UPER([Status])', 'There is no function UPER.', 'Did you mean UPPER?'],
  ['[born] + [seen]', '"+" cannot join a date and a date with time.', undefined],
  ['[born] * 2', '"*" cannot join a date and a whole number.', undefined],
  ['[lines] + 1', '"+" cannot join a list and a whole number.', undefined],
  ['"abc" + 1', '"abc" is not a number.', 'To join texts, write & instead of +.'],
  ['[born] > 2026', 'A date cannot be compared with a number.', undefined],
  ['[born] = "31.12.2026"', '"31.12.2026" is not a date as Swivel writes it.', undefined],
  ['YEAR([hours])', 'YEAR needs a date as date, but this is a number.', undefined],
  ['-[born]', '"-" needs a number, but this is a date.', undefined],
  ['[lines] < 3', 'What is larger or smaller cannot be a list.', undefined],
  ['REGEX.MATCH([Status], "(a")', 'The pattern has a "(" without ")".', undefined],
])('%s: %s', (text, message, hint) => {
  const [error] = checkFormula(text, fields).errors;
  expect(error?.message).toBe(message);
  if (hint !== undefined) expect(error?.hint).toBe(hint);
});

test.each([
  ['[Status]', 'text'],
  ['[count] + 1', 'integer'],
  ['[count] / 2', 'number'],
  ['[Salary] * 2', 'number'],
  ['[price] * 2', 'decimal'],
  ['-[price]', 'decimal'],
  ['ROUND([price], 2)', 'decimal'],
  ['SUM([count], 1)', 'integer'],
  ['DECIMAL([Salary], 2)', 'decimal'],
  ['[born] + 7', 'date'],
  ['[seen] - 1', 'datetime'],
  ['[born] - [born]', 'integer'],
  ['DATE.ADD([seen], 1, "days")', 'datetime'],
  ['MAX([born], TODAY())', 'date'],
  ['IF([active], [count], 0.5)', 'number'],
  ['IF([active], "x", [count])', 'any'],
  ['IF([active], [born], NULL)', 'date'],
  ['IF([active], 1)', 'any'],
  ['IFERROR([price], 0)', 'decimal'],
  ['SWITCH([Status], "a", 1, "b", 2, 0)', 'integer'],
  ['[count] > 1', 'boolean'],
  ['[count] & ""', 'text'],
  ['{1, 2}', 'list'],
  ['[order.total]', 'any'],
  ['NULL', 'any'],
])('%s gives %s', (text, type) => {
  const checked = checkFormula(text, fields);
  expect(checked.errors).toEqual([]);
  expect(checked.type).toBe(type);
});

test('several errors come at once, in the order of the text', () => {
  const { errors } = checkFormula('IF([x] = 1, UPER([y]), ', fields);
  expect(errors.map(({ code }) => code)).toEqual(['bracket-missing', 'field-unknown', 'function-unknown', 'field-unknown']);
});

test('a field comes before a path of the same name, and is read once', () => {
  const { fieldsUsed, references } = checkFormula('[a.b] + [a.c] + [a.b] + [a\\.b]', fields);
  expect(fieldsUsed).toEqual(['a.b', 'a']);
  expect([...references.values()].map(({ position, steps }) => [position, steps])).toEqual([
    [0, []],
    [1, ['c']],
    [0, []],
    [0, []],
  ]);
});

test('where the fields are not known every name may be one', () => {
  expect(checkFormula('[x] + 1', [], { unknownFields: 'any' })).toMatchObject({ type: 'any', fieldsUsed: ['x'], errors: [] });
});

test.each([
  ['[Pay] * 2', 'In Pay there is "1.234,50", which is not a number; such records are rejected.'],
  ['ROUND([Pay], 2)', 'In Pay there is "1.234,50", which is not a number; such records are rejected.'],
  ['YEAR([Hired])', 'In Hired there is "31.12.2020", which is not a date such as 2026-01-31; such records are rejected.'],
  ['[active] = "yes"', '"yes" is never equal to TRUE or FALSE.'],
  ['"many" <> [count]', '"many" is never equal to a whole number.'],
])('%s works but is doubtful: %s', (text, message) => {
  const more: Field[] = [
    { name: 'Pay', type: 'text', sample: '1.234,50' },
    { name: 'Hired', type: 'text', sample: '31.12.2020' },
  ];
  const { errors, warnings } = checkFormula(text, [...fields, ...more]);
  expect(errors).toEqual([]);
  expect(warnings.map((warning) => warning.message)).toEqual([message]);
});

test('nothing is doubtful where the sample fits', () => {
  const { warnings } = checkFormula('[Pay] * 2 + YEAR([Hired])', [
    { name: 'Pay', type: 'text', sample: ' 12.5 ' },
    { name: 'Hired', type: 'text', sample: '2020-12-31' },
  ]);
  expect(warnings).toEqual([]);
});
