import { statSync } from 'node:fs';
import { OperationalError } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { defineRun } from '../node-door.ts';
import type { AnyNodeRun } from '../open-step.ts';
import { hits, rejectSome } from './toy-records.ts';
import type { ToyWorld } from './toy-world.ts';

/** A source of numbered records that can be away, break off, and give what is no record. */
export function countRun(world: ToyWorld): AnyNodeRun {
  interface Config {
    count: number;
    from: number;
    batch: number;
    rejectEvery: number;
    rawEvery: number;
    failAt: number;
    openFails: number;
    readFails: number;
    slowMs: number;
    position: boolean;
    file: string;
  }
  return defineRun<Config>({
    role: 'source',
    open(config, context) {
      world.happened.push(`open ${context.nodeId}`);
      if (world.openFailures < config.openFails) {
        world.openFailures++;
        throw new OperationalError('toy-away', 'The toy source does not answer.', { retryable: true });
      }
      return {
        async read(emit) {
          if (world.readFailures < config.readFails) {
            world.readFailures++;
            throw new OperationalError('toy-away', 'The toy source broke off.', { retryable: true });
          }
          const first = config.position ? Number(context.state.get('position') ? (context.state.get('position') as { next: number }).next : 0) : 0;
          let rows: number[] = [];
          const send = async () => {
            if (rows.length === 0) return;
            const ids = rows;
            rows = [];
            const batch: Batch = {
              rows: ids.length,
              count: ids.length,
              selection: Int32Array.from(ids.keys()),
              names: ['id', 'text'],
              columns: [
                columnOfValues(
                  ids.map((id) => id + config.from),
                  'integer',
                ),
                textColumn(ids.map((id) => `record ${id + config.from}`)),
              ],
              origin: { source: context.index, first: 0, ordinals: Float64Array.from(ids) },
            };
            const passed = emit('out', rejectSome(batch, config.rejectEvery, context));
            if (passed instanceof Promise) await passed;
            if (config.slowMs > 0) await new Promise<void>((resolve) => void context.clock.after(config.slowMs, resolve));
          };
          for (let id = first; id < config.count; id++) {
            if (id === config.failAt) throw new OperationalError('toy-lost', 'The toy source was lost.', { retryable: true });
            if (hits(config.rawEvery, id))
              context.rejectRaw(`line ${id}`, id, { file: 'toy.txt', row: id + 1 }, { code: 'toy-raw', message: 'The toy cannot read this.' });
            else rows.push(id);
            if (rows.length >= config.batch) await send();
          }
          await send();
        },
        locate: (ordinal) => ({ file: 'toy.txt', row: ordinal + 1 }),
        position: () => (config.position ? { next: config.count } : null),
        readings() {
          if (config.file === '') return [];
          const { size, mtimeMs } = statSync(context.resolvePath(config.file));
          return [{ name: config.file, bytes: size, modifiedAt: mtimeMs }];
        },
        close: () => void world.happened.push(`close ${context.nodeId}`),
      };
    },
  });
}
