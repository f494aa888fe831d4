import { UserError } from '../../base/errors.ts';
import type { Field } from '../../base/field.ts';
import type { Batch } from '../../data/batch.ts';
import type { ConditionGroupShape, ConditionShape } from '../condition-shape.ts';
import { type CompiledConditions, compileConditions } from '../conditions.ts';
import type { FormulaFailure } from '../failure.ts';
import { createFieldCursor } from '../field-cursor.ts';
import type { FormulaEnv } from '../library/computed.ts';
import { fastTest } from './fast-test.ts';
import { keepRows, type RowFilter } from './row-filter.ts';

interface Rows {
  readonly rows: Int32Array;
  readonly count: number;
}
type Failed = Map<number, FormulaFailure>;
/** Narrows the rows of a batch to those for which a part of the conditions holds, in their order. */
type Stage = (batch: Batch, rows: Rows, failed: Failed) => Rows;

/** The plain form: each record is tested by itself, with the conditions compiled as one. What the fast form must agree with. */
export function plainConditionFilter(group: ConditionGroupShape, fields: readonly Field[], env: FormulaEnv): RowFilter {
  const conditions = compiled(group, fields);
  return filterOf(conditions, plainStage(conditions, env));
}

/** The fast form: each comparison narrows the selection in turn, on the bytes of the column where that gives the same. */
export function conditionFilter(group: ConditionGroupShape, fields: readonly Field[], env: FormulaEnv): RowFilter {
  return filterOf(compiled(group, fields), groupStage(group, fields, env));
}

function filterOf({ fieldsUsed }: CompiledConditions, stage: Stage): RowFilter {
  return {
    fieldsUsed,
    split(batch) {
      const failed: Failed = new Map();
      const { rows, count } = stage(batch, { rows: batch.selection, count: batch.count }, failed);
      return { kept: rows, keptCount: count, failed };
    },
  };
}

function groupStage({ match, items }: ConditionGroupShape, fields: readonly Field[], env: FormulaEnv): Stage {
  const stages = items.map((item) => ('items' in item ? groupStage(item, fields, env) : conditionStage(item, fields, env)));
  if (match === 'all' || stages.length === 0) return (batch, rows, failed) => stages.reduce((left, stage) => stage(batch, left, failed), rows);
  return (batch, rows, failed) => {
    const passed = new Uint8Array(batch.rows);
    let left = rows;
    for (const stage of stages) {
      const { rows: held, count } = stage(batch, left, failed);
      for (let position = 0; position < count; position++) passed[held[position] as number] = 1;
      left = keepRows(left.rows, left.count, (row) => passed[row] === 0 && !failed.has(row), failed);
    }
    const wanted = match === 'any' ? 1 : 0;
    return keepRows(rows.rows, rows.count, (row) => passed[row] === wanted && !failed.has(row), failed);
  };
}

function conditionStage(condition: ConditionShape, fields: readonly Field[], env: FormulaEnv): Stage {
  const plain = plainStage(compiled({ match: 'all', items: [condition] }, fields), env);
  const field = fields.find(({ name }) => name === condition.field);
  const fast = field ? fastTest(condition, field.type) : null;
  if (!fast) return plain;
  return (batch, rows, failed) => {
    const column = batch.columns[batch.names.indexOf(condition.field)];
    return (column && fast(column, batch, rows, (unsure) => plain(batch, unsure, failed))) ?? plain(batch, rows, failed);
  };
}

function plainStage({ fieldsUsed, test }: CompiledConditions, env: FormulaEnv): Stage {
  return (batch, { rows, count }, failed) => {
    const cursor = createFieldCursor(batch, fieldsUsed, count);
    const holds = (row: number): boolean | FormulaFailure => {
      cursor.row = row;
      return test(cursor.read, env);
    };
    return keepRows(rows, count, holds, failed);
  };
}

function compiled(group: ConditionGroupShape, fields: readonly Field[]): CompiledConditions {
  const made = compileConditions(group, fields);
  if (made.ok) return made;
  const [problem] = made.problems;
  throw new UserError('condition-unusable', problem?.message ?? 'A condition cannot be used.', {
    hint: problem?.hint ?? 'Correct the condition in the settings of the step.',
  });
}
