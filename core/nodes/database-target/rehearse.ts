import { countOf } from '../../base/amounts.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';
import type { Database, SqlValue, TableShape } from '../../catalog/families/database.ts';
import { IN_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { fieldsOf, slice } from '../../data/batch-ops.ts';
import type { Rehearsal, StepContext, WouldDo } from '../../engine/node-door.ts';
import { rowsOfBatch } from './batch-rows.ts';
import { KeptKeys } from './kept-keys.ts';
import { labelOf, newColumns, planTable, shapeToBe, type TablePlan, tableOf } from './plan-config.ts';
import { refusedReason } from './refused-row.ts';
import { sameValue } from './same-value.ts';
import type { DatabaseTargetConfig } from './spec.ts';

const SAMPLE = 20;
/** Keys that are asked for at once. */
const AT_ONCE = 500;

/** Reads the table to say what a run would do to it. Nothing is written, and no table is made. */
export class TableRehearsal implements Rehearsal {
  readonly #config: DatabaseTargetConfig;
  readonly #context: StepContext;
  readonly #database: Database;
  #shape: TableShape | null;
  #statement: string | null = null;
  #plan: TablePlan | null = null;
  #keys: KeptKeys | null = null;
  #rejected = 0;
  readonly #wouldDo: WouldDo;

  constructor(config: DatabaseTargetConfig, context: StepContext, database: Database, shape: TableShape | null) {
    this.#config = config;
    this.#context = context;
    this.#database = database;
    this.#shape = shape;
    this.#wouldDo = { target: `${database.title}: ${labelOf(tableOf(config))}`, insert: 0, update: 0, delete: 0, unchanged: 0, sample: [] };
  }

  async push(batch: Batch): Promise<void> {
    if (batch.count === 0) return;
    const plan = this.#planFor(batch);
    for (let from = 0; from < batch.count; from += AT_ONCE) await this.#weigh(slice(batch, from, Math.min(batch.count, from + AT_ONCE)), plan);
  }

  async finish(): Promise<WouldDo> {
    const sentences: string[] = [];
    const label = labelOf(tableOf(this.#config));
    const statement = this.#statement;
    if (statement !== null) sentences.push(`The table "${label}" would be made: ${statement}`);
    else if (this.#config.way === 'mirror') sentences.push(await this.#mirror(label));
    const repeated = this.#keys?.repeated ?? 0;
    if (repeated > 0 && this.#config.way !== 'insert') sentences.push(`${countOf(repeated, 'record')} had a key that an earlier one had: the last one counts.`);
    return sentences.length === 0 ? this.#wouldDo : { ...this.#wouldDo, sentence: sentences.join(' ') };
  }

  async close(): Promise<void> {
    await this.#keys?.close();
  }

  #planFor(batch: Batch): TablePlan {
    if (this.#plan) return this.#plan;
    const fields = fieldsOf(batch);
    if (!this.#shape) {
      const columns = newColumns(this.#config, fields);
      this.#statement = this.#database.createStatement(tableOf(this.#config), columns);
      this.#shape = shapeToBe(tableOf(this.#config), columns);
    }
    const arriving = (this.#context.arriving[IN_PORT] ?? []).filter(({ name }) => this.#statement === null && !batch.names.includes(name));
    this.#plan = planTable(this.#config, this.#shape, [...fields, ...arriving]);
    this.#keys = new KeptKeys(this.#plan, this.#context, true);
    return this.#plan;
  }

  async #weigh(batch: Batch, plan: TablePlan): Promise<void> {
    const { rows, at, refused } = rowsOfBatch(batch, plan);
    for (const { row, reason } of refused) this.#context.reject(batch, row, reason);
    this.#rejected += refused.length;
    const columns = plan.columns.map(({ column }) => column.name);
    const keyAt = plan.key.map((name) => columns.indexOf(name));
    const looks = plan.key.length > 0 && this.#statement === null && rows.length > 0;
    const keys = rows.map((row) => keyAt.map((index) => row[index] as SqlValue));
    const held = looks ? await this.#database.rowsWithKeys(plan.table, columns, plan.key, keys) : [];
    const known = (await this.#keys?.add(batch, at)) ?? [];
    const absent: number[] = [];
    for (const [index, row] of rows.entries()) {
      const key = keys[index] as SqlValue[];
      const outcome = this.#outcome(plan, row, held[index] ?? null, known[index] === true);
      if (outcome === 'absent') absent.push(at[index] as number);
      else if (outcome === 'twice' || outcome === 'missing') this.#reject(batch, at[index] as number, outcome, plan, key);
      else this.#count(outcome, plan, key, held[index] ?? null, row);
    }
    if (absent.length > 0) this.#context.filtered(batch, Int32Array.from(absent), absent.length);
  }

  #outcome(
    plan: TablePlan,
    row: readonly SqlValue[],
    held: readonly SqlValue[] | null,
    known: boolean,
  ): 'insert' | 'update' | 'delete' | 'unchanged' | 'absent' | 'missing' | 'twice' {
    switch (this.#config.way) {
      case 'insert':
        return held || (known && plan.key.length > 0) ? 'twice' : 'insert';
      case 'delete':
        return held && !known ? 'delete' : this.#config.missing === 'leave' ? 'absent' : 'missing';
      case 'update':
        if (!held) return this.#config.missing === 'leave' ? 'absent' : 'missing';
        break;
      default:
        if (!held) return known ? 'update' : 'insert';
    }
    return plan.columns.every(({ column }, at) => sameValue(column.type, held[at] as SqlValue, row[at] as SqlValue)) ? 'unchanged' : 'update';
  }

  #reject(batch: Batch, row: number, outcome: 'missing' | 'twice', plan: TablePlan, key: readonly SqlValue[]): void {
    this.#rejected++;
    const value = keyText(key);
    const code = outcome === 'missing' ? 'row-missing' : 'duplicate-key';
    const message =
      outcome === 'missing'
        ? `There is no row with ${plan.key.join(', ')} ${value} in "${plan.label}".`
        : `The table "${plan.label}" has a row with ${plan.key.join(', ')} ${value} already.`;
    const field = plan.key[0];
    this.#context.reject(batch, row, refusedReason({ index: 0, code, message, value, ...(field === undefined ? {} : { field }) }, plan));
  }

  #count(
    action: 'insert' | 'update' | 'delete' | 'unchanged',
    plan: TablePlan,
    key: readonly SqlValue[],
    held: readonly SqlValue[] | null,
    row: readonly SqlValue[],
  ): void {
    const would = this.#wouldDo;
    would[action]++;
    if (would.sample.length >= SAMPLE || action === 'unchanged') return;
    const names = plan.columns.map(({ column }) => column.name);
    const after = action === 'delete' ? null : recordOf(names, row);
    would.sample.push({ action, key: key.length === 0 ? `record ${would.insert}` : keyText(key), before: held ? recordOf(names, held) : null, after });
  }

  /** The rows a mirror would delete, and the sentence about them. */
  async #mirror(label: string): Promise<string> {
    const shape = this.#shape;
    if (!shape) return `The table "${label}" is not there, and no record arrived to make it of.`;
    if (this.#rejected + this.#context.rejectedBefore(IN_PORT) > 0) return 'Records were rejected on the way, so no row would be deleted.';
    if (this.#context.isSample(IN_PORT))
      return `Only some of the records were looked at, so nothing is said of the rows of "${label}" that would be deleted. A rehearsal tells.`;
    const key = this.#plan?.key ?? [this.#config.keys, shape.primaryKey, ...shape.uniqueKeys].find((one) => one.length > 0) ?? [];
    const names = shape.columns.map(({ name }) => name);
    const most = Math.max(0, SAMPLE - this.#wouldDo.sample.length);
    const { count, sample } = await this.#database.rowsBeside(shape.table, names, key, this.#keys?.all() ?? nothing(), Math.max(3, most));
    this.#wouldDo.delete = count;
    for (const row of sample) {
      const text = keyText(key.map((name) => row[names.indexOf(name)] as SqlValue));
      this.#wouldDo.sample.push({ action: 'delete', key: text, before: recordOf(names, row), after: null });
    }
    const { mostDeletes, mayEmpty } = this.#config;
    if (this.#keys === null && !mayEmpty) return `No record arrived: the run would stop, so that "${label}" is not emptied.`;
    if (mostDeletes > 0 && count > mostDeletes)
      return `${countOf(count, 'row')} of "${label}" would be deleted, which is more than may be: the run would stop.`;
    return `${countOf(count, 'row')} of "${label}" whose key did not arrive would be deleted.`;
  }
}

async function* nothing(): AsyncGenerator<SqlValue[][], void, undefined> {}

function keyText(key: readonly SqlValue[]): string {
  return key.map((value) => (value === null ? '' : String(value))).join(', ');
}

function recordOf(names: readonly string[], row: readonly SqlValue[]): PlainRecord {
  const record = createRecord();
  names.forEach((name, at) => {
    record[name] = (row[at] ?? null) as Value;
  });
  return record;
}
