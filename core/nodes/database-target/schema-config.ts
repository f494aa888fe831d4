import { UserError } from '../../base/errors.ts';
import type { DatabaseSide } from '../../catalog/database-side.ts';
import { isSameMaking } from '../../catalog/field-fit.ts';
import { IN_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { mustBeWritable, planTable, tableOf } from './plan-config.ts';
import type { DatabaseTargetConfig } from './spec.ts';

/** What the table says of the settings and of the arriving fields, while the flow is drawn. */
export const targetSide: DatabaseSide<DatabaseTargetConfig> = {
  asks: (config) => (config.connection === '' || config.table.name === '' ? null : { connection: config.connection, about: 'table', table: tableOf(config) }),
  check(config, answer, arriving) {
    if (answer.about !== 'table') return [];
    const fields = arriving[IN_PORT] ?? null;
    try {
      mustBeWritable(config, answer.shape, null);
      if (!answer.shape || fields === null) return [];
      const plan = planTable(config, answer.shape, fields);
      const types = new Map(fields.map(({ name, type }) => [name, type]));
      return plan.columns.flatMap(({ field, column }): SettingProblem[] => {
        const given = types.get(field) ?? 'any';
        if (given === 'text' || given === 'any' || isSameMaking(given, column.type)) return [];
        return [
          {
            code: 'wrong-type',
            field: 'table',
            severity: 'warning',
            message: `The field "${field}" is of the type ${given}, the column "${column.name}" is ${column.declared}: records that do not fit are rejected.`,
            hint: 'Convert it with a mapping before this step.',
          },
        ];
      });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const setting = SETTINGS[error.code] ?? 'table';
      return [{ code: error.code, field: setting, message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) }];
    }
  },
};

/** Where a problem is shown, by its code. */
const SETTINGS: Readonly<Record<string, string>> = { 'no-key': 'keys', 'key-field-missing': 'keys' };
