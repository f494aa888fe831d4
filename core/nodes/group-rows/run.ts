import { nameOf, needsField, wantsNumber } from '../../catalog/aggregates.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { textAt } from '../../data/column-value.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import { instantsIn } from '../../formula/library/instants.ts';
import { Arrived } from '../../spill/aggregate/aggregate.ts';
import { Grouping } from '../../spill/aggregate/grouping.ts';
import { NO_NUMBER, type Numerals, numeralsOf } from '../../spill/aggregate/numerals.ts';
import type { GroupRowsConfig } from './spec.ts';

/** Groups in memory up to the step's budget, beyond it on disk; groups leave at the end in the order of their first appearance. */
export const run = defineRun<GroupRowsConfig>({
  role: 'transform',
  open: (config, context) => new GroupRows(config, context),
});

class GroupRows implements Transform {
  readonly #config: GroupRowsConfig;
  readonly #context: StepContext;
  readonly #grouping: Grouping;
  readonly #arrived = new ArrivedFields();
  readonly #named: readonly string[];
  /** Fields that hold numbers where they are used. */
  readonly #numeric: readonly string[];
  #accepted = 0;

  constructor(config: GroupRowsConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
    this.#named = [...config.keys, ...config.aggregates.filter(needsField).map(({ field }) => field)];
    this.#numeric = [...new Set(config.aggregates.filter(wantsNumber).map(({ field }) => field))];
    this.#grouping = new Grouping({
      keys: config.keys,
      keyOptions: { ignoreCase: config.ignoreCase, trim: config.trim },
      how: { ignoreCase: false, instant: instantsIn(context.zone) },
      budget: context.spill.memoryBudget,
      folder: () => context.spill.folder(),
      signal: context.signal,
      combined: (members, leaders, count) => context.combined(members, leaders, count),
    });
    for (const { kind, compare, separator } of config.aggregates) this.#grouping.aggregate({ kind, asNumbers: compare === 'number', separator });
  }

  push(_port: string, batch: Batch): void | Promise<void> {
    if (batch.count === 0) return;
    this.#arrived.note(batch.names, this.#named);
    const numbers = new Map(this.#numeric.map((field) => [field, numeralsOf(columnOf(batch, field), batch.selection, batch.count)]));
    const rows = this.#config.notNumbers === 'reject' ? this.#rejectOthers(batch, numbers) : batch.selection;
    const count = rows === batch.selection ? batch.count : rows.length;
    if (rows !== batch.selection) numbers.clear();
    if (count === 0) return;
    this.#accepted += count;
    const groups = this.#grouping.add(batch, rows, count);
    const arrived = new Map<string, Arrived>();
    this.#config.aggregates.forEach(({ field }, index) => {
      let values = arrived.get(field);
      if (!values) {
        values = new Arrived(columnOf(batch, field), rows, groups, count, numbers.get(field) ?? null);
        arrived.set(field, values);
      }
      this.#grouping.feed(index, values);
    });
    return this.#grouping.relieve();
  }

  async flush(_port: string, emit: Emit): Promise<void> {
    // A sample or a few chosen records may well lack a field; a whole run may not.
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived.check();
    for await (const batch of this.#grouping.finish(this.#config.aggregates.map(nameOf))) await emit('out', batch);
    this.#context.fannedOut(this.#grouping.groups - this.#accepted);
  }

  close(): Promise<void> {
    return this.#grouping.close();
  }

  /** Rejects records with a value that is no number where one is needed, and gives the rows of the others. */
  #rejectOthers(batch: Batch, numbers: ReadonlyMap<string, Numerals>): Int32Array {
    const fields = [...numbers].filter(([, { kinds }]) => kinds.includes(NO_NUMBER));
    if (fields.length === 0) return batch.selection;
    return batch.selection.subarray(0, batch.count).filter((row, position) => {
      const bad = fields.find(([, { kinds }]) => kinds[position] === NO_NUMBER)?.[0];
      if (bad === undefined) return true;
      const column = columnOf(batch, bad);
      const value = column ? textAt(column, row) : '';
      this.#context.reject(batch, row, {
        code: 'not-a-number',
        message: `The value of ${bad}, "${value.slice(0, 60)}", is not a number, so it cannot be added up or compared with numbers.`,
        field: bad,
        value,
        hint: 'Correct the value where it comes from, convert it before this step, or let such values be skipped.',
      });
      return false;
    });
  }
}

function columnOf(batch: Batch, field: string) {
  return batch.columns[batch.names.indexOf(field)];
}
