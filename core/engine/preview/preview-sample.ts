import type { Field } from '../../base/field.ts';
import type { Batch } from '../../data/batch.ts';
import { gather, select, slice } from '../../data/batch-ops.ts';
import { PerLayout } from '../../data/per-layout.ts';
import { Reservoir } from '../../data/reservoir.ts';
import type { FormulaEnv } from '../../formula/compile.ts';
import { formulaFilter } from '../../formula/rows/formula-filter.ts';
import type { RowFilter } from '../../formula/rows/row-filter.ts';

/** Which records of the sources a preview takes. Another `seed` picks others; `where` concerns one source, the others give their first ones. */
export type PreviewSample =
  | { readonly kind: 'first' }
  | { readonly kind: 'random'; readonly seed: number }
  | { readonly kind: 'where'; readonly nodeId: string; readonly formula: string };

/** Most records that are looked at for a choice among them, so that a preview of an endless source comes to its end. */
export const MOST_LOOKED_AT = 1_000_000;

/** Chooses among the records that a source reads. */
export interface Taking {
  /** What of a batch goes on at once (null: nothing), and whether no more has to be read. */
  take(port: string, batch: Batch): { pass: Batch | null; enough: boolean };
  /** What goes on when the reading is over, in the order of the source. */
  rest(): { port: string; batch: Batch }[];
  /** How the choice came about, as a sentence; null for the first records. */
  notice(): string | null;
}

/** The first `limit` records. */
export function takeFirst(limit: number): Taking {
  let left = limit;
  return {
    take(_port, batch) {
      const pass = batch.count > left ? slice(batch, 0, left) : batch;
      left -= pass.count;
      return { pass, enough: left <= 0 };
    },
    rest: () => [],
    notice: () => null,
  };
}

/** The first `limit` records for which a formula is true; one for which it gives no answer is not among them. */
export function takeWhere(limit: number, formula: string, env: FormulaEnv): Taking {
  const filters = new PerLayout<RowFilter>((fields: readonly Field[]) => formulaFilter(formula, fields, env));
  let found = 0;
  let looked = 0;
  return {
    take(_port, all) {
      const batch = all.count > MOST_LOOKED_AT - looked ? slice(all, 0, MOST_LOOKED_AT - looked) : all;
      looked += batch.count;
      if (batch.count === 0) return { pass: batch, enough: looked >= MOST_LOOKED_AT };
      const { kept, keptCount } = filters.of(batch).split(batch);
      const count = Math.min(keptCount, limit - found);
      found += count;
      return { pass: count === 0 ? null : select(batch, kept.slice(0, count), count), enough: found >= limit || looked >= MOST_LOOKED_AT };
    },
    rest: () => [],
    notice: () =>
      `The condition ${formula.trim()} holds for ${counted(found, 'record')} among the first ${counted(looked, 'record')} that ${looked === 1 ? 'was' : 'were'} looked at.`,
  };
}

/** `limit` records, each as likely as any other, in the order of the source. */
export function takeRandom(limit: number, random: () => number): Taking {
  const reservoir = new Reservoir(limit, random);
  const slots: { port: string; batch: Batch; row: number; at: number }[] = [];
  let looked = 0;
  return {
    take(port, all) {
      const batch = all.count > MOST_LOOKED_AT - looked ? slice(all, 0, MOST_LOOKED_AT - looked) : all;
      const picks: [offset: number, slot: number][] = [];
      reservoir.pass(batch.count, (offset, slot) => picks.push([offset, slot]));
      if (picks.length > 0) {
        // A copy of the few, so that the batch they stood in can go.
        const rows = Int32Array.from(picks, ([offset]) => batch.selection[offset] as number);
        const few = gather([batch], new Int32Array(rows.length), rows, rows.length);
        for (const [row, [offset, slot]] of picks.entries()) slots[slot] = { port, batch: few, row, at: looked + offset };
      }
      looked += batch.count;
      return { pass: batch.count === 0 ? batch : null, enough: looked >= MOST_LOOKED_AT };
    },
    rest() {
      const chosen: { port: string; batch: Batch; rows: number[] }[] = [];
      for (const { port, batch, row } of slots.toSorted((a, b) => a.at - b.at)) {
        const last = chosen.at(-1);
        if (last?.batch === batch && last.port === port) last.rows.push(row);
        else chosen.push({ port, batch, rows: [row] });
      }
      return chosen.map(({ port, batch, rows }) => ({ port, batch: select(batch, Int32Array.from(rows), rows.length) }));
    },
    notice: () => `${counted(slots.length, 'record')} picked at random among ${counted(looked, 'record')}.`,
  };
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
