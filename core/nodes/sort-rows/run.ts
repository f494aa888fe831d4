import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import { instantsIn } from '../../formula/library/instants.ts';
import { ExternalSorter } from '../../spill/external-sorter.ts';
import { type SortKeys, SortOrder } from './sort-order.ts';
import type { SortRowsConfig } from './spec.ts';

/** Sorts in memory up to the step's budget; beyond it sorted runs go to the spill area and are merged. The result is the same either way. */
export const run = defineRun<SortRowsConfig>({
  role: 'transform',
  open: (config, context) => new Sort(config, context),
});

class Sort implements Transform {
  readonly #fields: readonly string[];
  readonly #context: StepContext;
  readonly #sorter: ExternalSorter<SortKeys>;
  readonly #arrived = new ArrivedFields();

  constructor({ keys, language, ignoreCase }: SortRowsConfig, context: StepContext) {
    this.#fields = keys.map(({ field }) => field);
    this.#context = context;
    this.#sorter = new ExternalSorter({
      order: new SortOrder(keys, { language, ignoreCase, instant: instantsIn(context.zone) }),
      budget: context.spill.memoryBudget,
      folder: () => context.spill.folder(),
      name: 'sorted',
      signal: context.signal,
    });
  }

  push(_port: string, batch: Batch): void | Promise<void> {
    if (batch.count === 0) return;
    this.#arrived.note(batch.names, this.#fields);
    return this.#sorter.add(batch);
  }

  async flush(_port: string, emit: Emit): Promise<void> {
    // A sample or a few chosen records may well lack a field; a whole run may not.
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived.check();
    for await (const batch of this.#sorter.sorted()) await emit('out', batch);
  }

  close(): Promise<void> {
    return this.#sorter.close();
  }
}
