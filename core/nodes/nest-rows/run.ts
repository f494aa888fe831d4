import { OUT_PORT } from '../../catalog/node-spec.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { drop } from '../../data/batch-ops.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import { ExternalSorter } from '../../spill/external-sorter.ts';
import { GivenOrder, numberKeys } from '../../spill/given-order.ts';
import { groupsOf } from '../../spill/groups-of.ts';
import { KeyOrder, keyColumn } from '../../spill/key-order.ts';
import { GroupBuilder } from './group-builder.ts';
import { PLACE, PlainNames } from './plain-names.ts';
import type { NestRowsConfig } from './spec.ts';

const HALF = 0.45;

/** Brings the records of a key together and makes one record of them, with a list; groups leave in the order of their first records. */
export const run = defineRun<NestRowsConfig>({
  role: 'transform',
  open: (config, context) => new NestRows(config, context),
});

class NestRows implements Transform {
  readonly #config: NestRowsConfig;
  readonly #context: StepContext;
  readonly #arrived = new ArrivedFields();
  readonly #names = new PlainNames();
  readonly #byKey: ExternalSorter<ByteKeys>;
  readonly #firstPlaces = new GivenOrder();
  readonly #byFirst: ExternalSorter<ByteKeys>;

  constructor(config: NestRowsConfig, context: StepContext) {
    const { spill, signal } = context;
    const shared = { budget: spill.memoryBudget * HALF, folder: () => spill.folder(), signal };
    const { trim, ignoreCase } = config;
    this.#config = config;
    this.#context = context;
    this.#byKey = new ExternalSorter({ ...shared, order: new KeyOrder(this.#names.of(config.keys), { trim, ignoreCase }), name: 'records' });
    this.#byFirst = new ExternalSorter({ ...shared, order: this.#firstPlaces, name: 'groups' });
  }

  push(_port: string, batch: Batch): void | Promise<void> {
    const { keys, take, fields } = this.#config;
    this.#arrived.note(batch.names, take === 'chosen' ? fields : []);
    for (const key of keys) keyColumn(batch, key);
    return this.#byKey.add(this.#names.plain(batch));
  }

  async flush(_port: string, emit: Emit): Promise<void> {
    // A sample or a few chosen records may well lack a field; a whole run may not.
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived.check();
    const groups = new GroupBuilder(this.#config, this.#names, this.#context);
    const pass = async (made: Batch | null) => {
      if (made === null) return;
      this.#firstPlaces.give(numberKeys(this.#names.placesOf(made)));
      await this.#byFirst.add(made);
    };
    for await (const { batch, begins } of groupsOf(this.#byKey.sortedWithKeys())) {
      this.#context.signal.throwIfAborted();
      await pass(groups.add(batch, begins));
    }
    await pass(groups.end());
    this.#context.fannedOut(this.#byFirst.records - this.#byKey.records);
    await this.#byKey.close();
    for await (const batch of this.#byFirst.sorted()) await emit(OUT_PORT, this.#names.real(drop(batch, [PLACE]), this.#config.list));
  }

  async close(): Promise<void> {
    await this.#byKey.close();
    await this.#byFirst.close();
  }
}
