import type { TableShape } from '../../catalog/families/database.ts';
import type { Product } from '../../sql/product-database.ts';
import { MysqlBulk } from './bulk.ts';
import { listTables, readShape, refuseWithoutTransactions, shapeOf } from './catalogue.ts';
import { createStatement } from './create-table.ts';
import { holds, rowsBeside, rowsWithKeys } from './keyed-rows.ts';
import { columnsOf, openReading } from './reading.ts';
import type { MysqlSession } from './session.ts';

/** What MySQL and MariaDB do with a session. */
export const mysqlProduct: Product<MysqlSession, TableShape> = {
  dialect: 'mysql',
  listTables,
  shapeOf,
  readShape,
  columnsOf,
  openReading,
  rowsWithKeys,
  rowsBeside,
  holds,
  indexedInPart: (declared) => /text|blob/.test(declared),
  refuse: refuseWithoutTransactions,
  bulk: (pool, session, writing, { shape, columns }, mark, signal) => new MysqlBulk(pool, session, writing, shape, columns, mark, signal),
  createStatement,
  isThere: (error) => (error as { code?: string }).code === 'ER_TABLE_EXISTS_ERROR',
};
