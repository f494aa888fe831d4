import { describe, expect, it } from 'vitest';
import { completeSql } from './complete-sql.ts';
import { sqliteSchema } from './sql-schema.ts';

const column = (name: string) => ({ name, type: 'text', key: name === 'id' });
const schema = sqliteSchema([
  { name: 'people', detail: '3 rows', columns: ['id', 'name', 'cost centre'].map(column) },
  { name: 'pay', detail: '9 rows', columns: ['id', 'amount'].map(column) },
  { name: 'order', detail: '', columns: ['no'].map(column) },
]);
/** What is offered where the bar stands. */
const at = (text: string) => completeSql(schema, text.replace('|', ''), text.indexOf('|'));
const labels = (text: string, kind?: string) =>
  at(text)
    .filter((offer) => kind === undefined || offer.kind === kind)
    .map((offer) => offer.label);

describe('what is offered in a statement', () => {
  it('is tables where a table is named', () => {
    expect(labels('SELECT * FROM |')).toEqual(['people', 'pay', 'order']);
    expect(labels('SELECT * FROM pe|')).toContain('people');
    expect(labels('SELECT * FROM people p JOIN |')).toEqual(['people', 'pay', 'order']);
    expect(labels('SELECT * FROM people, |')).toEqual(['people', 'pay', 'order']);
    expect(labels('WITH recent AS (SELECT 1) SELECT * FROM |')[0]).toBe('recent');
  });

  it('is the columns of the tables that are named, also when those come later', () => {
    expect(labels('SELECT | FROM pay', 'column')).toEqual(['id', 'amount']);
    expect(labels('SELECT a, | FROM pay', 'column')).toEqual(['id', 'amount']);
    expect(labels('SELECT * FROM pay WHERE |', 'column')).toEqual(['id', 'amount']);
    expect(labels('SELECT |', 'column')).toContain('no');
    expect(at('SELECT | FROM people JOIN pay').find(({ label }) => label === 'amount')?.detail).toBe('pay · text');
  });

  it('is the columns of an alias or a table after its point', () => {
    expect(labels('SELECT p.| FROM people AS p JOIN pay x')).toEqual(['id', 'name', 'cost centre']);
    expect(labels('SELECT x.am| FROM people p JOIN pay x ON x.id = p.id')).toEqual(['id', 'amount']);
    expect(labels('SELECT people.| FROM people')).toEqual(['id', 'name', 'cost centre']);
    expect(labels('SELECT "order".| FROM "order"')).toEqual(['no']);
    expect(labels('SELECT nobody.| FROM people')).toEqual([]);
  });

  it('does not take what follows a table for its alias', () => {
    expect(labels('SELECT * FROM pay WHERE |', 'table')).toEqual(['pay']);
    expect(labels('SELECT * FROM pay ORDER BY |', 'table')).toEqual(['pay']);
  });

  it('puts names in quotes where they must be', () => {
    expect(at('SELECT p.| FROM people p').map(({ insert }) => insert)).toEqual(['id', 'name', '"cost centre"']);
    expect(at('SELECT * FROM |').map(({ insert }) => insert)).toEqual(['people', 'pay', '"order"']);
  });

  it('is nothing within texts and comments', () => {
    for (const text of ["SELECT 'pe|", "SELECT 'pe|' FROM pay", 'SELECT 1 -- pe|', 'SELECT /* pe| */ 1']) expect(at(text), text).toEqual([]);
    expect(labels("SELECT 'x', | FROM pay", 'column')).toEqual(['id', 'amount']);
  });

  it('is words and functions too', () => {
    expect(labels('SEL|', 'keyword')).toContain('SELECT');
    expect(at('SELECT co| FROM pay').find(({ label }) => label === 'count')?.insert).toBe('count(');
  });
});
