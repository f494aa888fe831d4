import * as z from 'zod';
import type { PlainRecord, Value } from '../../base/value.ts';
import { type AnyNodeSpec, createCatalog } from '../../catalog/catalog.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT } from '../../catalog/node-spec.ts';
import { settingsSchema } from '../../catalog/settings-schema.ts';
import { ordinalAt } from '../../data/origin.ts';
import type { EngineDeps } from '../../engine/engine-deps.ts';
import { defineRun, type NodeRun } from '../../engine/node-door.ts';
import { ToyWorkspace } from '../../engine/testing/toy-flow.ts';
import { TOYS } from '../../engine/testing/toy-kinds.ts';
import { toyRuns } from '../../engine/testing/toy-runs.ts';
import { catalog } from '../index.ts';
import { loadRun } from '../runs.ts';
import { batchOf } from './batches.ts';
import { recordAt } from './step-context.ts';

type Row = { readonly [field: string]: Value };
// biome-ignore lint/suspicious/noExplicitAny: the config type differs per kind; the registry is where it is erased
type AnyNodeRun = NodeRun<any>;

const rowsConfig = settingsSchema(() => ({ of: z.string().default(''), batch: z.int().default(5) }));
const trayConfig = settingsSchema(() => ({ name: z.string().default(''), rejectEvery: z.int().default(0) }));
const shared = { version: 1, icon: 'table', description: 'For tests.', keywords: [], form: [], fanOut: 'one', check: () => [], uses: () => [] } as const;
const rejected = { name: REJECT_PORT, label: 'Rejected', carries: 'reject' } as const;

const rowsSpec = defineNode({
  ...shared,
  kind: 'rows',
  role: 'source',
  title: 'Rows',
  inputs: [],
  outputs: [{ name: OUT_PORT, label: 'Records' }, rejected],
  config: rowsConfig,
  effects: () => 'reads',
  summary: ({ of }) => of,
  fields: () => ({ [OUT_PORT]: null }),
});
const traySpec = defineNode({
  ...shared,
  kind: 'tray',
  role: 'target',
  title: 'Tray',
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [rejected],
  config: trayConfig,
  effects: () => 'repeat-safe-write',
  summary: ({ name }) => name,
  fields: () => ({}),
});

/**
 * Runs flows of real kinds in the real engine, which checks the law on every run. Beside the real kinds and the engine's toys there are `rows`
 * (`{ of, batch }`: the records put into `rows` under that name) and `tray` (`{ name, rejectEvery }`: what was delivered is in `trays`; every so-manieth
 * source record is rejected there).
 */
export class KindWorkspace extends ToyWorkspace {
  readonly rows = new Map<string, readonly Row[]>();
  readonly trays = new Map<string, PlainRecord[]>();

  override kinds(): Pick<EngineDeps, 'catalog' | 'loadRun'> {
    const own: Readonly<Record<string, AnyNodeRun>> = { rows: this.#rowsRun(), tray: this.#trayRun() };
    const toys = toyRuns(this.world);
    return {
      catalog: createCatalog([...catalog.all(), ...TOYS, rowsSpec as AnyNodeSpec, traySpec as AnyNodeSpec]),
      loadRun: (kind) => (own[kind] ? Promise.resolve(own[kind]) : catalog.get(kind) ? loadRun(kind) : toys(kind)),
    };
  }

  #rowsRun(): AnyNodeRun {
    return defineRun<z.infer<typeof rowsConfig>>({
      role: 'source',
      open: ({ of, batch }, context) => ({
        read: async (emit) => {
          const rows = this.rows.get(of) ?? [];
          for (let first = 0; first < rows.length; first += batch) {
            context.signal.throwIfAborted();
            await emit(OUT_PORT, batchOf(rows.slice(first, first + batch), { first, source: context.index }));
          }
        },
      }),
    });
  }

  #trayRun(): AnyNodeRun {
    return defineRun<z.infer<typeof trayConfig>>({
      role: 'target',
      open: ({ name, rejectEvery }, context) => {
        const taken: PlainRecord[] = [];
        return {
          push(batch) {
            for (const row of batch.selection.subarray(0, batch.count)) {
              const isRejected = rejectEvery > 0 && ordinalAt(batch, row) % rejectEvery === rejectEvery - 1;
              if (isRejected) context.reject(batch, row, { code: 'tray', message: 'The tray does not take this record.' });
              else taken.push(recordAt(batch, row));
            }
          },
          commit: async () => {
            this.trays.set(name, taken);
            return { target: name, delivered: taken.length };
          },
          abort: async () => undefined,
        };
      },
      rehearse: ({ name }) => ({
        push: () => undefined,
        finish: async () => ({ target: name, insert: 0, update: 0, delete: 0, unchanged: 0, sample: [] }),
      }),
    });
  }
}
