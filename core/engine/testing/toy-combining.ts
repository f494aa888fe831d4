import type { Batch } from '../../data/batch.ts';
import { concat, select } from '../../data/batch-ops.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import { recordAt } from '../../data/records.ts';
import { defineRun, type StepContext } from '../node-door.ts';
import type { AnyNodeRun } from '../open-step.ts';

/** A record that is kept: its batch and its row. */
interface Kept {
  readonly batch: Batch;
  readonly row: number;
}

function keep(batch: Batch): Kept[] {
  const own = concat([batch]);
  return Array.from(own.selection.subarray(0, own.count), (row) => ({ batch: own, row }));
}

const idOf = ({ batch, row }: Kept) => Number(recordAt(batch, row)['id']);

function originsOf(list: readonly Kept[]) {
  return { sources: list.map(({ batch, row }) => sourceAt(batch, row)), ordinals: list.map(({ batch, row }) => ordinalAt(batch, row)) };
}

function tell(context: StepContext, members: readonly Kept[], leaders: readonly Kept[]): void {
  context.combined(originsOf(members), originsOf(leaders), members.length);
}

/** Toys that make one record of several: `gather` keeps the first record of each `id mod of`; `pair` matches two inputs by id and drops what is alone. */
export const combiningToys: Readonly<Record<string, AnyNodeRun>> = {
  gather: defineRun<{ of: number }>({
    role: 'transform',
    open(config, context) {
      const groups = new Map<number, Kept[]>();
      return {
        push(_port, batch) {
          for (const kept of keep(batch)) {
            const key = idOf(kept) % config.of;
            const group = groups.get(key);
            if (group) group.push(kept);
            else groups.set(key, [kept]);
          }
        },
        async flush(_port, emit) {
          for (const [first, ...others] of groups.values()) {
            if (!first) continue;
            tell(
              context,
              others,
              others.map(() => first),
            );
            context.fannedOut(-others.length);
            await emit('out', select(first.batch, Int32Array.of(first.row), 1));
          }
        },
      };
    },
  }),
  pair: defineRun<object>({
    role: 'transform',
    open(_config, context) {
      const right = new Map<number, Kept>();
      return {
        push(port, batch, emit) {
          const arrived = keep(batch);
          if (port === 'right') {
            for (const kept of arrived) if (!right.has(idOf(kept))) right.set(idOf(kept), kept);
            // Those that are alone count as left out; one with a match becomes part of it.
            context.fannedOut(-arrived.length);
            return;
          }
          const [pairs, alone] = [arrived.filter((kept) => right.has(idOf(kept))), arrived.filter((kept) => !right.has(idOf(kept)))];
          tell(
            context,
            pairs.map((kept) => right.get(idOf(kept)) ?? kept),
            pairs,
          );
          const own = arrived[0]?.batch;
          if (!own) return;
          context.filtered(
            own,
            Int32Array.from(alone, ({ row }) => row),
            alone.length,
          );
          return emit(
            'out',
            select(
              own,
              Int32Array.from(pairs, ({ row }) => row),
              pairs.length,
            ),
          );
        },
      };
    },
  }),
};
