import { defineConnectionRun } from '../../catalog/connection-spec.ts';
import { openPooled } from '../../sql/open-pooled.ts';
import { ProductDatabase } from '../../sql/product-database.ts';
import { mysqlProduct } from './database.ts';
import { MysqlSession } from './session.ts';
import type { MysqlConfig } from './spec.ts';
import { productOf, testParts } from './test.ts';

/** Signs in to MySQL or MariaDB; the first session is opened at once, so that what is wrong is known then. */
export const run = defineConnectionRun<MysqlConfig, 'database'>({
  family: 'database',
  open: (config, secrets, context) =>
    openPooled({
      settings: config,
      context,
      session: () => MysqlSession.open(config, secrets, context),
      productOf,
      database: (product, pool) => new ProductDatabase(mysqlProduct, product, config, pool, context),
    }),
  test: testParts,
});
