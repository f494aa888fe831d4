import { fillTemplate } from '../../base/name-template.ts';
import { defineRun, type StepContext } from '../../engine/node-door.ts';
import { TableRehearsal } from './rehearse.ts';
import type { SqliteTableConfig } from './spec.ts';
import { TableTarget } from './table-target.ts';

/** Writes to a table of a SQLite database, or says what that would change. */
export const run = defineRun<SqliteTableConfig>({
  role: 'target',
  open: (config, context) => new TableTarget(config, context, fileOf(config, context)),
  rehearse: (config, context) => new TableRehearsal(config, context, fileOf(config, context)),
});

function fileOf(config: SqliteTableConfig, context: StepContext): string {
  return context.resolvePath(fillTemplate(config.database, context));
}
