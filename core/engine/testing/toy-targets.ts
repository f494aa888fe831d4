import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { OperationalError } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import { concat } from '../../data/batch-ops.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import { recordAt, records } from '../../data/records.ts';
import { defineRun, type Target } from '../node-door.ts';
import type { AnyNodeRun } from '../open-step.ts';
import { hits, idOf, rejectSome } from './toy-records.ts';
import type { ToyWorld } from './toy-world.ts';

interface CollectConfig {
  name: string;
  rejectEvery: number;
  rejectAtCommit: number;
  failPush: number;
  failCommit: boolean;
  /** Absent: nothing is said of what is made ready for the commit. */
  prepare?: 'works' | 'fails';
  lies: boolean;
}

/** A target that writes into the toy world. */
export function collectRun(world: ToyWorld): AnyNodeRun {
  return defineRun<CollectConfig>({
    role: 'target',
    open(config, context): Target {
      world.happened.push(`open ${config.name}`);
      const rows: string[] = [];
      const batches: Batch[] = [];
      let late = 0;
      return {
        push(batch) {
          const kept = rejectSome(batch, config.rejectEvery, context);
          batches.push(concat([kept]));
          for (let at = 0; at < kept.count; at++) {
            const row = kept.selection[at] as number;
            if (idOf(kept, row) === config.failPush) throw new OperationalError('toy-full', 'The toy target is full.');
            rows.push(`${sourceAt(kept, row)}:${ordinalAt(kept, row)}:${String(recordAt(kept, row)['id'])}`);
          }
        },
        prepare() {
          if (config.prepare === undefined) return;
          world.happened.push(`prepare ${config.name}`);
          if (config.prepare === 'fails') throw new OperationalError('toy-full', 'The toy target is full.');
        },
        commit() {
          if (config.failCommit) return Promise.reject(new OperationalError('toy-full', 'The toy target is full.'));
          for (const batch of batches)
            for (let at = 0; at < batch.count; at++)
              if (hits(config.rejectAtCommit, idOf(batch, batch.selection[at] as number))) {
                context.reject(batch, batch.selection[at] as number, { code: 'toy-late', message: 'The toy rejects this at the end.' });
                late++;
              }
          world.happened.push(`commit ${config.name}`);
          world.written.set(config.name, rows);
          return Promise.resolve({ target: config.name, delivered: rows.length - late + (config.lies ? 1 : 0) });
        },
        abort() {
          world.happened.push(`abort ${config.name}`);
          return Promise.resolve();
        },
      };
    },
    rehearse(config, context) {
      world.happened.push(`rehearse ${config.name}`);
      let insert = 0;
      return {
        push(batch) {
          insert += rejectSome(batch, config.rejectEvery, context).count;
        },
        finish: () => Promise.resolve({ target: config.name, insert, update: 0, delete: 0, unchanged: 0, sample: [] }),
      };
    },
  });
}

/** A target that writes a file, can stand still while it commits, and says where its half product is. */
export function writeRun(): AnyNodeRun {
  return defineRun<{ path: string; hangs: '' | 'in-a-call' | 'for-ever' | 'after-the-rename'; half: boolean }>({
    role: 'target',
    async open(config, context): Promise<Target> {
      const path = context.resolvePath(config.path);
      const part = await context.partFile(path);
      const file = openSync(part, 'w');
      let delivered = 0;
      let open = true;
      return {
        ...(config.half ? { half: part } : {}),
        push(batch) {
          for (const record of records(batch)) writeSync(file, `${String(record['id'])}\n`);
          delivered += batch.count;
        },
        async commit() {
          if (config.hangs === 'for-ever') await new Promise<void>(() => undefined);
          while (config.hangs === 'in-a-call') Math.sqrt(2);
          fsyncSync(file);
          closeSync(file);
          open = false;
          renameSync(part, path);
          if (config.hangs === 'after-the-rename') await new Promise<void>(() => undefined);
          return { target: path, delivered };
        },
        abort() {
          if (open) closeSync(file);
          open = false;
          if (existsSync(part)) rmSync(part);
          return Promise.resolve();
        },
      };
    },
    rehearse: () => ({ push: () => undefined, finish: () => Promise.resolve({ target: 'file', insert: 0, update: 0, delete: 0, unchanged: 0, sample: [] }) }),
  });
}
