import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { OperationalError, UserError } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import { concat } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import { recordAt, records } from '../../data/records.ts';
import { defineRun, type StepContext, type Target } from '../node-door.ts';
import type { AnyNodeRun } from '../open-step.ts';
import { brittleToys } from './brittle-toys.ts';
import { sendingToys } from './sending-toys.ts';
import { stubbornToys } from './stubborn-toys.ts';
import { combiningToys } from './toy-combining.ts';

/** What the toy targets have written, and everything that was opened, by name: the outside world of a test. */
export class ToyWorld {
  readonly written = new Map<string, string[]>();
  readonly happened: string[] = [];
  openFailures = 0;
  readFailures = 0;
}

const hits = (every: number, id: number) => every > 0 && id % every === every - 1;
const idOf = (batch: Batch, row: number) => Number(recordAt(batch, row)['id']);

function split(batch: Batch, test: (id: number, row: number) => boolean): { yes: Batch; no: Int32Array; noCount: number } {
  const yes: number[] = [];
  const no: number[] = [];
  for (let at = 0; at < batch.count; at++) {
    const row = batch.selection[at] as number;
    (test(idOf(batch, row), row) ? yes : no).push(row);
  }
  return { yes: { ...batch, selection: Int32Array.from(yes), count: yes.length }, no: Int32Array.from(no), noCount: no.length };
}

function rejectSome(batch: Batch, every: number, context: StepContext): Batch {
  const { yes, no } = split(batch, (id) => !hits(every, id));
  for (const row of no) context.reject(batch, row, { code: 'toy', message: 'The toy rejects this record.', field: 'id', value: String(idOf(batch, row)) });
  return yes;
}

/** The work of the toy kinds, in the given world. */
export function toyRuns(world: ToyWorld = new ToyWorld()): (kind: string) => Promise<AnyNodeRun> {
  const runs: Record<string, AnyNodeRun> = {
    count: countRun(world),
    keep: defineRun<{ dropEvery: number; rejectEvery: number; failAt: number; ignoreWaits: boolean }>({
      role: 'transform',
      open: (config, context) => ({
        push(_port, batch, emit) {
          const kept = rejectSome(batch, config.rejectEvery, context);
          const { yes, no, noCount } = split(kept, (id) => {
            if (id === config.failAt) throw new UserError('toy-failed', 'The toy was told to fail here.');
            return !hits(config.dropEvery, id);
          });
          context.filtered(kept, no, noCount);
          if (!config.ignoreWaits) return emit('out', yes);
          for (let time = 0; time < 200; time++) void emit('out', yes);
        },
      }),
    }),
    distinct: defineRun<{ of: number; acrossRuns: boolean }>({
      role: 'transform',
      open(config, context) {
        const seen = new Set((config.acrossRuns ? (context.state.get('seen') as string | undefined) : undefined)?.split(' ') ?? []);
        const met: { key: string; source: number; ordinal: number }[] = [];
        return {
          push(_port, batch, emit) {
            const { yes, no, noCount } = split(batch, (id) => {
              const key = String(id % config.of);
              return !seen.has(key) && seen.add(key) !== undefined;
            });
            for (const row of yes.selection.subarray(0, yes.count))
              met.push({ key: String(idOf(yes, row) % config.of), source: sourceAt(yes, row), ordinal: ordinalAt(yes, row) });
            context.duplicates(batch, no, noCount);
            return emit('out', yes);
          },
          settled({ rejected }) {
            if (!config.acrossRuns) return;
            for (const { key, source, ordinal } of met) if (rejected(source, ordinal)) seen.delete(key);
            context.state.set('seen', [...seen].join(' '));
          },
        };
      },
    }),
    copies: defineRun<{ times: number; noneEvery: number }>({
      role: 'transform',
      open: (config, context) => ({
        async push(_port, batch, emit) {
          const { yes, noCount } = split(batch, (id) => !hits(config.noneEvery, id));
          context.fannedOut(yes.count * (config.times - 1) - noCount);
          for (let time = 0; time < config.times; time++) await emit('out', yes);
        },
      }),
    }),
    reverse: defineRun<object>({
      role: 'transform',
      open() {
        const kept: Batch[] = [];
        return {
          push: (_port, batch) => void kept.push(concat([batch])),
          async flush(_port, emit) {
            for (const batch of kept.reverse()) await emit('out', { ...batch, selection: batch.selection.slice(0, batch.count).reverse() });
          },
        };
      },
    }),
    ...combiningToys,
    slow: defineRun<{ ms: number }>({
      role: 'transform',
      open: (config, context) => ({
        push: (_port, batch, emit) => new Promise<void>((resolve) => void context.clock.after(config.ms, resolve)).then(() => emit('out', batch)),
      }),
    }),
    match: defineRun<{ rejectEvery: number }>({
      role: 'transform',
      open(config, context) {
        const known = new Set<number>();
        let ended = false;
        return {
          push(port, batch, emit) {
            if (port === 'in' && !ended) throw new Error('records came before the reference had ended');
            if (port === 'in') {
              const { yes, no, noCount } = split(batch, (id) => known.has(id));
              context.filtered(batch, no, noCount);
              return emit('out', yes);
            }
            for (const record of records(rejectSome(batch, config.rejectEvery, context))) known.add(Number(record['id']));
          },
          flush(port) {
            if (port === 'reference') ended = true;
          },
        };
      },
    }),
    ...stubbornToys,
    ...brittleToys(world),
    ...sendingToys,
    mail: defineRun<object>({
      role: 'transform',
      open: () => ({
        push(_port, batch, emit) {
          world.happened.push('mail sent');
          return emit('out', batch);
        },
      }),
    }),
    collect: collectRun(world),
    write: writeRun(),
  };
  return (kind) => (runs[kind] ? Promise.resolve(runs[kind]) : Promise.reject(new Error(`no toy ${kind}`)));
}

function countRun(world: ToyWorld): AnyNodeRun {
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
              context.rejectRaw(`line ${id}`, id, { file: 'toy.txt', row: id + 1 }, { code: 'toy-raw', message: 'The toy can not read this.' });
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

interface CollectConfig {
  name: string;
  rejectEvery: number;
  rejectAtCommit: number;
  failPush: number;
  failCommit: boolean;
  lies: boolean;
}

function collectRun(world: ToyWorld): AnyNodeRun {
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

function writeRun(): AnyNodeRun {
  return defineRun<{ path: string; hangs: '' | 'in-a-call' | 'for-ever' | 'after-the-rename' }>({
    role: 'target',
    async open(config, context): Promise<Target> {
      const path = context.resolvePath(config.path);
      const part = await context.partFile(path);
      const file = openSync(part, 'w');
      let delivered = 0;
      let open = true;
      return {
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
