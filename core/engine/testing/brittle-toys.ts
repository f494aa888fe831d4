import { Defect, OperationalError, UserError } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import { recordAt } from '../../data/records.ts';
import { defineRun, type Emit, type StepContext, type Target } from '../node-door.ts';
import type { AnyNodeRun } from '../open-step.ts';

interface Config {
  /** Ids of the records that make the step throw. */
  at: number[];
  throws: 'type-error' | 'defect' | 'operational' | 'user' | 'system' | keyof typeof HUGE;
  /** Throws in a promise instead of at once. */
  late: boolean;
  rejectEvery: number;
  dropEvery: number;
  /** Passes the good records on before it throws. */
  passesOnFirst: boolean;
  splits: boolean;
  /** How many pushes fail with something that may pass. */
  outages: number;
}

/** Lets the machine refuse what is too large, in its own words. */
const HUGE = { 'huge-text': () => 'x'.repeat(2 ** 30), 'huge-list': () => Array.from({ length: 2 ** 32 }), 'huge-buffer': () => new Uint8Array(2 ** 53) };

function raise(kind: Config['throws'], id: number): never {
  switch (kind) {
    case 'huge-text':
    case 'huge-list':
    case 'huge-buffer':
      throw new Error(`There was room for ${HUGE[kind]().length}.`);
    case 'type-error':
      throw new TypeError(`Cannot read properties of null (record ${id})`);
    case 'defect':
      throw new Defect('toy-defect', `The toy cannot do record ${id}.`);
    case 'operational':
      throw new OperationalError('toy-refused', `The toy system refuses record ${id}.`);
    case 'user':
      throw new UserError('toy-setting', 'A setting of the toy is wrong.');
    case 'system':
      throw Object.assign(new Error('EIO: i/o error, write'), { errno: -5, code: 'EIO', syscall: 'write' });
  }
}

const hits = (every: number, id: number) => every > 0 && id % every === every - 1;

class Brittle {
  readonly #config: Config;
  readonly #context: StepContext;
  #outages = 0;

  constructor(config: Config, context: StepContext) {
    this.#config = config;
    this.#context = context;
  }

  /** The records that are left when some were rejected and some dropped; throws when one of them is bad. */
  async work(batch: Batch, passOn: (good: Batch) => void | Promise<void>): Promise<void> {
    const { at, throws, late, rejectEvery, dropEvery, passesOnFirst, outages } = this.#config;
    if (this.#outages++ < outages) throw new OperationalError('toy-away', 'The toy system does not answer.', { retryable: true });
    const ids = new Map(Array.from(batch.selection.subarray(0, batch.count), (row) => [row, Number(recordAt(batch, row)['id'])]));
    const rows = (test: (id: number) => boolean) => Int32Array.from([...ids].filter(([, id]) => test(id)).map(([row]) => row));
    const rejected = rows((id) => hits(rejectEvery, id));
    for (const row of rejected) this.#context.reject(batch, row, { code: 'toy', message: 'The toy rejects this record.' });
    const dropped = rows((id) => hits(dropEvery, id) && !hits(rejectEvery, id));
    this.#context.filtered(batch, dropped, dropped.length);
    const left = rows((id) => !hits(dropEvery, id) && !hits(rejectEvery, id));
    const good = rows((id) => !hits(dropEvery, id) && !hits(rejectEvery, id) && !at.includes(id));
    if (passesOnFirst) await passOn(select(batch, good, good.length));
    const bad = [...ids.values()].find((id) => at.includes(id));
    if (bad !== undefined && late) await new Promise((resolve) => setImmediate(resolve));
    if (bad !== undefined) raise(throws, bad);
    if (!passesOnFirst) await passOn(select(batch, left, left.length));
  }
}

/** Toys that throw because of single records: `brittle` between, `table` as a target that takes a batch whole or not at all. */
export function brittleToys(world: { written: Map<string, string[]> }): Readonly<Record<string, AnyNodeRun>> {
  return {
    brittle: defineRun<Config>({
      role: 'transform',
      open(config, context) {
        const brittle = new Brittle(config, context);
        const push = (_port: string, batch: Batch, emit: Emit) => brittle.work(batch, (good) => emit('out', good));
        return config.splits ? { splits: ['in'], push } : { push };
      },
    }),
    table: defineRun<Config>({
      role: 'target',
      open(config, context): Target {
        const brittle = new Brittle(config, context);
        const rows: string[] = [];
        return {
          splits: config.splits,
          push: (batch) =>
            brittle.work(batch, (good) => {
              for (let at = 0; at < good.count; at++) rows.push(String(recordAt(good, good.selection[at] as number)['id']));
            }),
          commit() {
            world.written.set('table', rows);
            return Promise.resolve({ target: 'table', delivered: rows.length });
          },
          abort: () => Promise.resolve(),
        };
      },
      rehearse: () => ({
        push: () => undefined,
        finish: () => Promise.resolve({ target: 'table', insert: 0, update: 0, delete: 0, unchanged: 0, sample: [] }),
      }),
    }),
  };
}
