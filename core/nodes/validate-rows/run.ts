import { UserError } from '../../base/errors.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';
import { IN_PORT, OUT_PORT } from '../../catalog/node-spec.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { select, withColumns } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { columnReader } from '../../data/column-reader.ts';
import { textAt, valueAt } from '../../data/column-value.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import { BatchStore } from '../../formats/spool/batch-store.ts';
import { PositionOrder } from '../../spill/position-order.ts';
import { numbersOf, SideRecords } from '../../spill/side-records.ts';
import { BreachStream } from './breach-stream.ts';
import { breachBatch, createSorter, ExistsRule, KEPT, type KeyRule, type LateBreach, MISSING, NOT_KNOWN, UniqueRule } from './key-rules.ts';
import { createSchemaCheck, type SchemaCheck } from './schema-check.ts';
import { REFERENCE_PORT, type Rule, type ValidateRowsConfig } from './spec.ts';
import { type Problem, ruleTest } from './value-rules.ts';

/** Field of waiting records with what is wrong with them so far. */
const PROBLEMS = 'v#problems';
const MOST_WORDS = 2000;
const HINT = 'Correct the record where it comes from, or change the rule.';

/** Problems by physical row. */
type Problems = Map<number, Problem[]>;

/**
 * Checks each record as it comes. Only where a rule that looks at other records runs out of memory, records wait on disk until all have come; what leaves, and
 * in which order, is the same.
 */
export const run = defineRun<ValidateRowsConfig>({
  role: 'transform',
  open: async (config, context) => new Validate(config, context, await createSchemaCheck(config, context)),
});

class Validate implements Transform {
  /** A rule that looks at other records keeps something of each. */
  readonly splits: readonly string[];
  readonly #config: ValidateRowsConfig;
  readonly #context: StepContext;
  readonly #schema: SchemaCheck | null;
  readonly #tests: (ReturnType<typeof ruleTest> | null)[];
  readonly #keyRules: KeyRule[] = [];
  readonly #marks = new SideRecords('v');
  readonly #arrived = { [IN_PORT]: new ArrivedFields(), [REFERENCE_PORT]: new ArrivedFields() };
  readonly #late;
  #hasReference = false;
  #waiting: BatchStore | null = null;

  constructor(config: ValidateRowsConfig, context: StepContext, schema: SchemaCheck | null) {
    this.#config = config;
    this.#context = context;
    this.#schema = schema;
    this.#tests = config.rules.map((rule) => ruleTest(rule, context.zone));
    const keyed = config.rules.filter(({ check }) => check === 'unique' || check === 'exists').length;
    const budget = (context.spill.memoryBudget * 0.7) / Math.max(1, keyed);
    config.rules.forEach((rule, at) => {
      if (rule.check === 'unique') this.#keyRules.push(new UniqueRule(at, keyFields(rule), rule.ignoreCase, this.#marks, context, budget));
      if (rule.check === 'exists') this.#keyRules.push(new ExistsRule(at, rule.field, rule.other, rule.ignoreCase, this.#marks, context, budget));
    });
    this.splits = keyed === 0 ? [IN_PORT] : [];
    this.#late = createSorter(context, 'breaches', new PositionOrder('position'), context.spill.memoryBudget * 0.1);
  }

  async push(port: string, batch: Batch, emit: Emit): Promise<void> {
    if (batch.count === 0) return;
    const { rules } = this.#config;
    if (port === REFERENCE_PORT) {
      this.#note(
        REFERENCE_PORT,
        batch,
        rules.filter(({ check }) => check === 'exists').map(({ other }) => other),
      );
      for (const rule of this.#keyRules) if (rule instanceof ExistsRule) await rule.learn(batch);
      return;
    }
    if (!this.#hasReference && rules.some(({ check }) => check === 'exists'))
      throw new UserError('reference-missing', 'A rule asks for values of the second input, and nothing is connected there.', {
        hint: 'Connect the records with the allowed values, or remove the rule.',
      });
    this.#note(IN_PORT, batch, rules.flatMap(keyFields));
    const from = this.#marks.records;
    const marked = this.#marks.mark(batch);
    const found = this.#keyRules.map((rule) => rule.look(batch, from));
    const problems = this.#problemsOf(batch, found);
    if (found.some((one) => one.includes(NOT_KNOWN))) this.#waiting ??= this.#startWaiting();
    if (!this.#waiting) return this.#leave(batch, problems, emit);
    for (const [at, rule] of this.#keyRules.entries()) await rule.wait(marked, found[at] as Float64Array);
    const values = Array.from({ length: batch.rows }, (_, row): Value => problems.get(row)?.map(asRecord) ?? null);
    await this.#waiting.append(withColumns(marked, [{ name: PROBLEMS, column: { kind: 'values', type: 'list', values } }]));
  }

  async flush(port: string, emit: Emit): Promise<void> {
    const { mode } = this.#context;
    if (port === REFERENCE_PORT) this.#hasReference = true;
    // A sample or a few chosen records may well lack a field; a whole run may not.
    if (mode === 'run' || mode === 'rehearsal') (port === REFERENCE_PORT ? this.#arrived[REFERENCE_PORT] : this.#arrived[IN_PORT]).check();
    if (port === REFERENCE_PORT || !this.#waiting) return;
    for (const rule of this.#keyRules) await rule.late((breaches) => this.#late.add(breachBatch(breaches)));
    const breaches = new BreachStream(this.#late.sorted());
    for await (const batch of this.#waiting.batches()) {
      this.#context.signal.throwIfAborted();
      await this.#leaveLate(batch, await breaches.upTo(lastPosition(batch, this.#marks.position)), emit);
    }
  }

  async close(): Promise<void> {
    for (const rule of this.#keyRules) await rule.close();
    await this.#late.close();
    await this.#waiting?.close();
  }

  /** Records that have waited, with what was found of them in the end. */
  async #leaveLate(batch: Batch, breaches: ReadonlyMap<number, LateBreach[]>, emit: Emit): Promise<void> {
    const positions = numbersOf(batch, this.#marks.position);
    const told = batch.columns[batch.names.indexOf(PROBLEMS)] as Column;
    for (const part of this.#marks.restore(batch)) {
      const problems: Problems = new Map();
      for (let at = 0; at < part.count; at++) {
        const row = part.selection[at] as number;
        const list = ((valueAt(told, row) as readonly PlainRecord[] | null) ?? []).map((one) => one as unknown as Problem);
        const late = breaches.get(positions[row] as number) ?? [];
        const all = [...list, ...late.map(({ rule, first }) => this.#keyProblem(part, row, rule, first))];
        if (all.length > 0)
          problems.set(
            row,
            all.sort((a, b) => a.rule - b.rule),
          );
      }
      await this.#leave(part, problems, emit);
    }
  }

  #problemsOf(batch: Batch, found: readonly Float64Array[]): Problems {
    const problems: Problems = new Map();
    const add = (row: number, problem: Problem) => {
      const list = problems.get(row);
      if (list) list.push(problem);
      else problems.set(row, [problem]);
    };
    this.#config.rules.forEach((rule, at) => {
      const test = this.#tests[at];
      if (test) this.#testAll(batch, rule, at, test, add);
      const key = this.#keyRules.findIndex((one) => one.rule === at);
      if (key >= 0)
        for (let position = 0; position < batch.count; position++) {
          const first = (found[key] as Float64Array)[position] as number;
          if (first === KEPT || first === NOT_KNOWN) continue;
          const row = batch.selection[position] as number;
          add(row, this.#keyProblem(batch, row, at, first));
        }
    });
    const schema = this.#schema?.(batch, this.#config.rules.length);
    if (schema)
      for (let position = 0; position < batch.count; position++) {
        const row = batch.selection[position] as number;
        for (const problem of schema(row)) add(row, problem);
      }
    return problems;
  }

  #testAll(batch: Batch, { field }: Rule, rule: number, test: NonNullable<ReturnType<typeof ruleTest>>, add: (row: number, problem: Problem) => void): void {
    const column = batch.columns[batch.names.indexOf(field)];
    const read = column ? columnReader(column, batch.count) : () => null;
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      const wrong = test(read(row));
      if (!wrong) continue;
      const value = column ? textAt(column, row).slice(0, 200) : '';
      const message = value === '' ? `Field ${field} ${wrong.words}.` : `"${value.slice(0, 60)}" in field ${field} ${wrong.words}.`;
      add(row, { rule, code: wrong.code, field, value, message });
    }
  }

  #keyProblem(batch: Batch, row: number, at: number, first: number): Problem {
    const rule = this.#config.rules[at] as Rule;
    const fields = keyFields(rule);
    const values = fields.map((field) => {
      const column = batch.columns[batch.names.indexOf(field)];
      return column ? textAt(column, row).slice(0, 200) : '';
    });
    const shown = fields.map((field, index) => `"${values[index]?.slice(0, 60)}" in field ${field}`).join(' and ');
    const unique = first !== MISSING && rule.check === 'unique';
    return {
      rule: at,
      code: unique ? 'not-unique' : 'not-in-reference',
      field: rule.field,
      value: values.join(', ').slice(0, 200),
      message: unique ? `${shown} is not unique: record ${first + 1} has it too.` : `${shown} is not in ${rule.other} of the second input.`,
    };
  }

  async #leave(batch: Batch, problems: Problems, emit: Emit): Promise<void> {
    if (this.#config.mode === 'mark') return emit(OUT_PORT, this.#marked(batch, problems));
    if (problems.size === 0) return emit(OUT_PORT, batch);
    const kept = new Int32Array(batch.count);
    let count = 0;
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      const [first, ...others] = problems.get(row) ?? [];
      if (!first) {
        kept[count++] = row;
        continue;
      }
      const also = others.length === 0 ? '' : ` Also: ${others.map(({ message }) => message).join(' ')}`;
      const message = `${first.message}${also}`.slice(0, MOST_WORDS);
      this.#context.reject(batch, row, { code: first.code, message, ...(first.field === '' ? {} : { field: first.field }), value: first.value, hint: HINT });
    }
    if (count > 0) return emit(OUT_PORT, select(batch, kept, count));
  }

  #marked(batch: Batch, problems: Problems): Batch {
    const { problemsField } = this.#config;
    if (batch.names.includes(problemsField))
      throw new UserError('field-exists', `The field "${problemsField}" that is to list the problems arrives already.`, {
        place: { field: problemsField },
        hint: 'Choose another name for it in the settings of the step.',
      });
    const words = (row: number) =>
      problems
        .get(row)
        ?.map(({ message }) => message)
        .join(' ')
        .slice(0, MOST_WORDS) ?? null;
    return withColumns(batch, [
      { name: problemsField, column: { kind: 'values', type: 'text', values: Array.from({ length: batch.rows }, (_, row) => words(row)) } },
    ]);
  }

  #startWaiting(): BatchStore {
    const { spill } = this.#context;
    return new BatchStore({ memory: spill.memoryBudget * 0.1, folder: () => spill.folder(), name: 'waiting.spool' });
  }

  #note(port: typeof IN_PORT | typeof REFERENCE_PORT, batch: Batch, named: readonly string[]): void {
    for (const field of this.#arrived[port].note(batch.names, named)) {
      const message = `The field "${field}" does not arrive with all records: it counts as empty where it is missing.`;
      this.#context.notice({ level: 'warning', code: 'field-missing', message, place: { field } });
    }
  }
}

function lastPosition(batch: Batch, field: string): number {
  return numbersOf(batch, field)[batch.selection[batch.count - 1] as number] as number;
}

function keyFields({ check, field, together }: Rule): string[] {
  return check === 'unique' ? [...new Set([field, ...together])] : [field];
}

function asRecord(problem: Problem): PlainRecord {
  return Object.assign(createRecord(), problem);
}
