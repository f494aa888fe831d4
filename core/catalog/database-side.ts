import type { Field } from '../base/field.ts';
import type { ColumnShape, TableName, TableShape } from './families/database.ts';
import type { ArrivingFields, SettingProblem } from './node-spec.ts';

/** What a step would like to know of a database while it is drawn. */
export type DatabaseQuestion =
  | { readonly connection: string; readonly about: 'table'; readonly table: TableName }
  | { readonly connection: string; readonly about: 'query'; readonly sql: string };

/** What the database says: a table (null: it is not there, or not to be seen), the columns of a query, or what is wrong with the query. */
export type DatabaseAnswer =
  | { readonly about: 'table'; readonly shape: TableShape | null }
  | { readonly about: 'query'; readonly columns: readonly ColumnShape[] }
  | { readonly about: 'query'; readonly columns: null; readonly problem: { readonly message: string; readonly hint?: string } };

/**
 * What a kind makes of the tables its settings name, without reaching out itself: the answer is fetched for it, and is a few seconds old at most. Where a
 * database cannot be reached nothing is asked of these.
 */
export interface DatabaseSide<C> {
  /** Null: the settings do not say enough yet. */
  asks(config: C): DatabaseQuestion | null;
  /** Settings that cannot work with the database as it is. */
  check(config: C, answer: DatabaseAnswer, arriving: ArrivingFields): SettingProblem[];
  /** Sources: the fields that leave, known without reading a row. Null where the answer does not tell. */
  fields?(config: C, answer: DatabaseAnswer): Record<string, Field[]> | null;
}
