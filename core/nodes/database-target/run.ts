import { defineRun } from '../../engine/node-door.ts';
import { InsertSender } from './insert-sender.ts';
import { TableRehearsal } from './rehearse.ts';
import type { DatabaseTargetConfig } from './spec.ts';
import { openTable, TableTarget } from './table-target.ts';

/** Writes to a table of a database, or says what that would change. */
export const run = defineRun<DatabaseTargetConfig>({
  role: 'target',
  async open(config, context) {
    const { database, shape } = await openTable(config, context);
    return new TableTarget(config, context, database, shape);
  },
  // What is added and stays cannot be repeated: each transaction is an effect of its own.
  async openSender(config, context) {
    if (config.way !== 'insert' || config.transaction === 'all') return null;
    const { database, shape } = await openTable(config, context);
    return new InsertSender(config, context, database, shape);
  },
  async rehearse(config, context) {
    const { database, shape } = await openTable(config, context);
    return new TableRehearsal(config, context, database, shape);
  },
});
