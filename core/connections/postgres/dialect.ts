import pg from 'pg';
import type { SqlDialect } from '../../sql/reading-sql.ts';

/** SQL as PostgreSQL has it. */
export const dialect: SqlDialect = {
  quote: (name) => pg.escapeIdentifier(name),
  value: (value, _declared, bind) => `$${bind(value)}`,
  asText: (column) => `CAST(${column} AS text)`,
  inexact: () => false,
};
