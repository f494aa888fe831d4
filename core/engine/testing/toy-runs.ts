import { UserError } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import { concat } from '../../data/batch-ops.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import { records } from '../../data/records.ts';
import { defineRun } from '../node-door.ts';
import type { AnyNodeRun } from '../open-step.ts';
import { brittleToys } from './brittle-toys.ts';
import { sendingToys } from './sending-toys.ts';
import { stubbornToys } from './stubborn-toys.ts';
import { combiningToys } from './toy-combining.ts';
import { hits, idOf, rejectSome, split } from './toy-records.ts';
import { countRun } from './toy-source.ts';
import { collectRun, writeRun } from './toy-targets.ts';
import { ToyWorld } from './toy-world.ts';

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
