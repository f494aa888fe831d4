import { OperationalError } from '../../base/errors.ts';
import type { Value } from '../../base/value.ts';
import type { Families } from '../../catalog/families/families.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { select, withColumns } from '../../data/batch-ops.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { rowReader } from '../../data/records.ts';
import { defineRun, type Emit, type RejectReason, type StepContext, type Transform } from '../../engine/node-door.ts';
import { pathOf, valueAtPath } from '../../formats/http/value-path.ts';
import { Asking, type Found, isAboutRecord } from './ask.ts';
import { type HttpLookupConfig, nameOf } from './spec.ts';

/** Asks a service for each record, several at the same time, and gives the records on in their order with what was answered. */
export const run = defineRun<HttpLookupConfig>({
  role: 'transform',
  open: async (config, context) => new HttpLookup(config, context, await context.connection('http', config.connection)),
});

/** What became of one record. */
type Outcome = { readonly found: Found } | { readonly reason: RejectReason };

class HttpLookup implements Transform {
  readonly #config: HttpLookupConfig;
  readonly #context: StepContext;
  readonly #service: Families['http'];
  readonly #asking: Asking;
  readonly #values: readonly { name: string; keys: readonly string[] }[];

  constructor(config: HttpLookupConfig, context: StepContext, service: Families['http']) {
    this.#config = config;
    this.#context = context;
    this.#service = service;
    this.#asking = new Asking(config, context, service);
    this.#values = config.join === 'whole' ? [{ name: config.into, keys: [] }] : config.fields.map((one) => ({ name: nameOf(one), keys: pathOf(one.from) }));
  }

  async push(_port: string, batch: Batch, emit: Emit): Promise<void> {
    const outcomes = this.#config.per === 'record' ? await this.#eachRecord(batch) : await this.#byKeys(batch);
    const added = this.#values.map((): Value[] => Array<Value>(batch.rows).fill(null));
    const kept = new Int32Array(batch.count);
    let count = 0;
    for (const [at, outcome] of outcomes.entries()) {
      const row = batch.selection[at] as number;
      if ('reason' in outcome) {
        this.#context.reject(batch, row, outcome.reason);
        continue;
      }
      kept[count++] = row;
      const { found } = outcome;
      if (found !== null) for (const [index, { keys }] of this.#values.entries()) (added[index] as Value[])[row] = valueAtPath(found.value, keys) ?? null;
    }
    const columns = this.#values.map(({ name }, index) => ({ name, column: columnOfValues(added[index] as Value[]) }));
    await emit(OUT_PORT, select(withColumns(batch, columns), kept, count));
  }

  async #eachRecord(batch: Batch): Promise<Outcome[]> {
    return this.#together(batch.count, (at) => this.#settled(() => this.#asking.record(batch, batch.selection[at] as number)));
  }

  async #byKeys(batch: Batch): Promise<Outcome[]> {
    const { key, batch: most } = this.#config;
    const at = batch.names.indexOf(key);
    const read = rowReader(batch);
    const keys = Array.from(batch.selection.subarray(0, batch.count), (row) => (at < 0 ? '' : canonicalText(read(row, at))));
    const wanted = [...new Set(keys.filter((each) => each !== ''))];
    const groups = Array.from({ length: Math.ceil(wanted.length / most) }, (_, group) => wanted.slice(group * most, (group + 1) * most));
    const answers = await this.#together(groups.length, (index) => this.#settled(() => this.#asking.keys(groups[index] as string[]), true));
    const byKey = new Map<string, Outcome>();
    answers.forEach((answer, index) => {
      const found = 'reason' in answer ? null : this.#divided(answer.found);
      for (const each of groups[index] as string[]) byKey.set(each, 'reason' in answer ? answer : this.#missingOr(found?.get(each) ?? null));
    });
    return keys.map((each) => byKey.get(each) ?? this.#missingOr(null));
  }

  /** The answers to several keys by their keys. */
  #divided(found: Found): Map<string, Found> {
    const { answerKey } = this.#config;
    const keys = pathOf(answerKey);
    const byKey = new Map<string, Found>();
    const list = found === null ? [] : Array.isArray(found.value) ? (found.value as readonly Value[]) : [found.value];
    for (const value of list) {
      const named = valueAtPath(value, keys);
      const text = named === undefined || named === null ? '' : canonicalText(named);
      if (text !== '' && !byKey.has(text)) byKey.set(text, { value });
    }
    return byKey;
  }

  async #settled(ask: () => Promise<Found>, several = false): Promise<Outcome> {
    try {
      const found = await ask();
      return several ? { found } : this.#missingOr(found);
    } catch (error) {
      if (this.#config.refused === 'fail' || !isAboutRecord(error)) throw error;
      const { code, message, hint } = error;
      return { reason: { code, message, ...(hint === undefined ? {} : { hint }) } };
    }
  }

  #missingOr(found: Found): Outcome {
    if (found !== null || this.#config.missing === 'keep') return { found };
    const message = `${this.#service.title} has nothing for this record.`;
    if (this.#config.missing === 'fail')
      throw new OperationalError('nothing-found', message, { hint: 'Choose in the step what becomes of such records, if that may be.' });
    return { reason: { code: 'nothing-found', message } };
  }

  /** Does so many things, some at the same time, and gives what came of them in their order. The first that throws ends it. */
  async #together<T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> {
    const done: T[] = new Array<T>(count);
    let next = 0;
    let failed = false;
    const worker = async () => {
      while (next < count && !failed) {
        const at = next++;
        try {
          done[at] = await work(at);
        } catch (error) {
          failed = true;
          throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(count, this.#service.concurrency) }, worker));
    return done;
  }
}
