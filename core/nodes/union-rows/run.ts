import { UserError } from '../../base/errors.ts';
import { IN_PORT, OUT_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { withColumns } from '../../data/batch-ops.ts';
import { sourceAt } from '../../data/origin.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import { BatchStore } from '../../formats/spool/batch-store.ts';
import { AlignedFields } from './aligned-fields.ts';
import type { UnionRowsConfig } from './spec.ts';

/**
 * Gives every record all fields. Where planning knows them, records pass as they come; else they wait, on disk beyond the memory budget, until all have
 * been seen.
 */
export const run = defineRun<UnionRowsConfig>({
  role: 'transform',
  open: (config, context) => new Union(config, context),
});

class Union implements Transform {
  readonly #config: UnionRowsConfig;
  readonly #context: StepContext;
  readonly #fields: AlignedFields;
  readonly #waiting: BatchStore | null;
  #passed = false;

  constructor(config: UnionRowsConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
    this.#fields = new AlignedFields(config.ignoreCase);
    const planned = context.arriving[IN_PORT];
    for (const { name, type } of planned ?? []) this.#note(this.#fields.namesOf(namedOnly(name))[0] ?? name, type);
    const { spill } = context;
    this.#waiting = planned ? null : new BatchStore({ memory: spill.memoryBudget, folder: () => spill.folder(), name: 'waiting.spool' });
  }

  push(_port: string, batch: Batch, emit: Emit): void | Promise<void> {
    if (batch.count === 0) return;
    const names = this.#fields.namesOf(batch);
    const fresh = names.find((name) => !this.#fields.names.includes(name));
    names.forEach((name, at) => {
      this.#note(name, batch.columns[at]?.type ?? 'any');
    });
    if (this.#waiting) return this.#waiting.append({ ...batch, names });
    if (fresh !== undefined && this.#passed)
      this.#context.notice({
        level: 'warning',
        code: 'field-appeared',
        message: `The field "${fresh}" was not foreseen and appears only in later records; those before it do not have it.`,
        place: { field: fresh },
      });
    this.#passed = true;
    return emit(OUT_PORT, this.#whole({ ...batch, names }));
  }

  async flush(_port: string, emit: Emit): Promise<void> {
    if (!this.#waiting) return;
    for await (const batch of this.#waiting.batches()) {
      this.#context.signal.throwIfAborted();
      await emit(OUT_PORT, this.#whole(batch));
    }
  }

  async close(): Promise<void> {
    await this.#waiting?.close();
  }

  #note(name: string, type: Parameters<AlignedFields['note']>[1]): void {
    const conflict = this.#fields.note(name, type);
    // A type that is not known before the data comes is no conflict.
    if (!conflict || conflict.types.includes('any')) return;
    const message = `The field "${conflict.field}" is ${conflict.types[0]} in some records and ${conflict.types[1]} in others.`;
    const place = { field: conflict.field };
    if (this.#config.conflicts === 'stop')
      throw new UserError('types-differ', message, { place, hint: 'Give it one type where it is read, or in a mapping before this step.' });
    this.#context.notice({ level: 'warning', code: 'types-differ', message: `${message} Its values are passed on as they are.`, place });
  }

  #whole(batch: Batch): Batch {
    const whole = this.#fields.widened(batch, batch.names);
    const { sourceField } = this.#config;
    return sourceField === '' ? whole : this.#withSource(whole, sourceField);
  }

  #withSource(batch: Batch, field: string): Batch {
    if (batch.names.includes(field))
      throw new UserError('field-exists', `The field "${field}" that is to name the source arrives already.`, {
        place: { field },
        hint: 'Choose another name for the added field in the settings of the step.',
      });
    const known = new Map<number, string>();
    const nameOf = (source: number) => {
      const name = known.get(source) ?? this.#context.sourceName(source);
      known.set(source, name);
      return name;
    };
    const values = Array.from({ length: batch.rows }, (_, row) => nameOf(sourceAt(batch, row)));
    return withColumns(batch, [{ name: field, column: { kind: 'values', type: 'text', values } }]);
  }
}

function namedOnly(name: string): Batch {
  return { rows: 0, count: 0, selection: new Int32Array(0), names: [name], columns: [], origin: { source: 0, first: 0, ordinals: null } };
}
