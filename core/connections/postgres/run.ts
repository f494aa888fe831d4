import { defineConnectionRun } from '../../catalog/connection-spec.ts';
import { openPooled } from '../../sql/open-pooled.ts';
import { ProductDatabase } from '../../sql/product-database.ts';
import { postgresProduct } from './database.ts';
import { PgSession } from './session.ts';
import type { PostgresConfig } from './spec.ts';
import { productOf, testParts } from './test.ts';

/** Signs in to PostgreSQL; the first session is opened at once, so that what is wrong is known then. */
export const run = defineConnectionRun<PostgresConfig, 'database'>({
  family: 'database',
  open: (config, secrets, context) =>
    openPooled({
      settings: config,
      context,
      session: () => PgSession.open(config, secrets, context),
      productOf,
      database: (product, pool) => new ProductDatabase(postgresProduct, product, config, pool, context),
    }),
  test: testParts,
});
