import type { Product } from '../../sql/product-database.ts';
import { PgBulk } from './bulk.ts';
import { listTables, type PgTableShape, shapeOf } from './catalogue.ts';
import { createStatement } from './create-table.ts';
import { holds, rowsBeside, rowsWithKeys } from './keyed-rows.ts';
import { columnsOf, openReading } from './reading.ts';
import type { PgSession } from './session.ts';

/** What PostgreSQL does with a session. */
export const postgresProduct: Product<PgSession, PgTableShape> = {
  dialect: 'postgres',
  listTables,
  shapeOf,
  readShape: shapeOf,
  columnsOf,
  openReading,
  rowsWithKeys,
  rowsBeside,
  holds,
  bulk: (pool, session, writing, { shape, columns }, mark, signal) => new PgBulk(pool, session, writing, shape, columns, mark, signal),
  createStatement,
  isThere: (error) => (error as { code?: string }).code === '42P07',
};
