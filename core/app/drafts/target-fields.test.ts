import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/open-app.ts';
import { targetFields } from './target-fields.ts';
import { tryMapping } from './try-mapping.ts';

const pasted = async (text: string) => {
  const { target, values } = await targetFields({ kind: 'text', text }, '');
  return { kind: target?.kind, fields: target?.fields.map(({ name, type, required }) => `${name} ${type}${required ? '!' : ''}`), values };
};

describe('what another side takes', () => {
  test('a table of a database: its columns, those that must be there, and values that are in it', async () => {
    const path = join(temporaryFolder(), 'payroll.sqlite');
    const db = new Database(path);
    db.exec("CREATE TABLE employees (id INTEGER PRIMARY KEY, name TEXT NOT NULL, hired_on DATE, status TEXT NOT NULL DEFAULT 'new')");
    db.exec("INSERT INTO employees VALUES (7, 'Ada', '2020-01-02', 'old')");
    expect((await targetFields({ kind: 'file', path: 'payroll.sqlite' }, path)).target).toEqual({
      kind: 'table',
      label: 'employees',
      path: 'payroll.sqlite',
      table: 'employees',
      fields: [
        { name: 'id', type: 'integer' },
        { name: 'name', type: 'text', required: true },
        { name: 'hired_on', type: 'date' },
        { name: 'status', type: 'text' },
      ],
    });
    db.exec('CREATE TABLE "od""d" (a)');
    db.close();
    expect(await targetFields({ kind: 'file', path }, path)).toEqual({ target: null, values: [], tables: ['employees', 'od"d'] });
    const found = await targetFields({ kind: 'file', path, table: 'employees' }, path);
    expect(found.values).toEqual([['7'], ['Ada'], ['2020-01-02'], ['old']]);
    await expect(targetFields({ kind: 'file', path, table: 'nobody' }, path)).rejects.toMatchObject({ code: 'table-not-found' });
  });

  test('the header of a file, alone or with records', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'only.csv'), 'employee_no;"full name";hired_on\n');
    writeFileSync(join(folder, 'more.csv'), 'id,mail\n1,a@example.com\n2,b@example.com\n');
    const read = async (name: string) => targetFields({ kind: 'file', path: name }, join(folder, name));
    expect((await read('only.csv')).target).toMatchObject({ kind: 'header', label: 'only.csv', path: 'only.csv' });
    expect((await read('only.csv')).target?.fields.map(({ name }) => name)).toEqual(['employee_no', 'full name', 'hired_on']);
    expect((await read('more.csv')).values[1]).toEqual(['a@example.com', 'b@example.com']);
    await expect(read('missing.csv')).rejects.toMatchObject({ code: 'file-not-found' });
  });

  test('a JSON Schema or an example, as a file or pasted', async () => {
    const path = join(temporaryFolder(), 'person.schema.json');
    const schema = JSON.stringify({ type: 'object', required: ['id'], properties: { id: { type: 'integer' }, born: { type: 'string', format: 'date' } } });
    writeFileSync(path, `\uFEFF${schema}`);
    expect((await targetFields({ kind: 'file', path }, path)).target).toMatchObject({ kind: 'json-schema', label: 'person.schema.json' });
    expect(await pasted(schema)).toMatchObject({ kind: 'json-schema', fields: ['id integer!', 'born date'] });
    expect(await pasted('{"id": 1, "tags": ["a"], "__proto__": "x"}')).toMatchObject({ kind: 'example', values: [['1'], [], ['x']] });
    expect(await pasted('{"id": 1}\n{"id": 2, "b": true}')).toMatchObject({ kind: 'example' });
    await expect(pasted('[]')).rejects.toMatchObject({ code: 'no-fields' });
  });

  test('pasted rows of a sheet, and bare names', async () => {
    expect(await pasted('id\tname\n1\tAda\n')).toMatchObject({ kind: 'header', fields: ['id any', 'name any'], values: [['1'], ['Ada']] });
    expect(await pasted('employee_no\n"cost centre"\r\n\r\nname\nname')).toMatchObject({
      kind: 'names',
      fields: ['employee_no any', 'cost centre any', 'name any'],
    });
    expect(await pasted('a;b;c')).toMatchObject({ fields: ['a any', 'b any', 'c any'] });
  });
});

test('items are tried as a run would make them: copied, computed, converted, with the reason where that does not go', () => {
  const fields = ['HireDate', 'Salary'].map((name) => ({ name, type: 'text' as const }));
  const rows = [
    ['19.11.2004', '40.780,71'],
    ['soon', ''],
  ];
  const { items } = tryMapping(
    {
      items: [
        { to: 'hired_on', from: 'HireDate', formula: '', type: 'date', format: 'dd.MM.yyyy' },
        { to: 'salary', from: 'Salary', formula: '', type: 'decimal', format: '1.234,56' },
        { to: 'both', from: '', formula: '[HireDate] & "/" & [Salary]' },
        { to: 'year', from: '', formula: 'LEFT([Salary], 2)', type: 'integer' },
        { to: 'bad', from: '', formula: 'NOPE(' },
        { to: 'open', from: '', formula: '' },
      ],
      fields,
      rows,
      zone: 'UTC',
    },
    0,
  );
  expect(items.map((item) => item.results.map(({ value, error }) => error?.message ?? value))).toEqual([
    ['2004-11-19', '"soon" is not a date of the form dd.MM.yyyy.'],
    ['40780.71', null],
    ['19.11.2004/40.780,71', 'soon/'],
    [40, null],
    [],
    [],
  ]);
  expect(items.map(({ type }) => type)).toEqual(['date', 'decimal', 'text', 'integer', 'any', 'any']);
  expect(items[4]?.problem).toBeTruthy();
});
