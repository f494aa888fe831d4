import { useEffect, useMemo, useState } from 'react';
import type { Field } from '../../../core/base/field.ts';
import type { Sample } from '../../../core/base/sample.ts';
import { choosePairs, createRanking, type Proposal, type RankedPair, type WantedField } from '../../../core/catalog/propose-mapping.ts';
import { type ValueFacts, valueFacts } from '../../../core/catalog/value-shapes.ts';
import { plainText } from '../../ui/values.ts';
import type { TargetRow } from './mapper-model.ts';

const MOST_VALUES = 100;
/** Longest time that looking for pairs holds the window up at once. */
const SLICE_MS = 12;
const NO_PAIRS: readonly RankedPair[] = [];

/** Values seen in each arriving field, and what they have in common. */
export function useSeen(
  arriving: readonly Field[],
  sample: Sample | null,
): { values: ReadonlyMap<string, string[]>; facts: ReadonlyMap<string, ValueFacts | null> } {
  const names = arriving.map(({ name, type }) => `${type} ${name}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the arriving fields are new with every change of the flow; what they are called is not
  return useMemo(() => {
    const values = new Map<string, string[]>();
    sample?.fields.forEach(({ name }, at) => {
      values.set(
        name,
        sample.rows.slice(0, MOST_VALUES).flatMap((row) => (typeof row[at] === 'object' ? [] : [plainText(row[at])])),
      );
    });
    return { values, facts: new Map(arriving.map(({ name, type }) => [name, valueFacts(values.get(name) ?? [], type)])) };
  }, [names, sample]);
}

interface Input {
  rows: readonly TargetRow[];
  arriving: readonly Field[];
  seen: ReadonlyMap<string, string[]>;
  /** Values that were seen on the other side, by name. */
  wantedValues: ReadonlyMap<string, readonly string[]>;
  /** Pairs that were waved away, `from\nto`. */
  dismissed: ReadonlySet<string>;
}

/** What open fields may be taken from, by their names. Pairs are ranked once for the names there are, after the screen was drawn. */
export function useProposals({ rows, arriving, seen, wantedValues, dismissed }: Input): ReadonlyMap<string, Proposal> {
  const names = rows.map(({ name, wanted }) => `${wanted?.type ?? ''} ${name}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are new with every change, what is wanted is not
  const wanted = useMemo(
    (): WantedField[] =>
      rows
        .filter(({ name }) => name !== '')
        .map(({ name, wanted: want }) => ({
          name,
          ...(want ? { type: want.type } : {}),
          ...(wantedValues.has(name) ? { values: wantedValues.get(name) } : {}),
        })),
    [names, wantedValues],
  );
  const [ranked, setRanked] = useState<{ wanted: readonly WantedField[]; pairs: readonly RankedPair[] } | null>(null);
  const arrivingNames = arriving.map(({ name, type }) => `${type} ${name}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the arriving fields are new with every change of the flow; what they are called is not
  useEffect(() => {
    const ranking = createRanking(
      arriving.map((field) => ({ ...field, values: seen.get(field.name) })),
      wanted,
    );
    let timer: ReturnType<typeof setTimeout>;
    const goOn = () => {
      const until = performance.now() + SLICE_MS;
      let done = false;
      while (!done && performance.now() < until) done = ranking.step();
      if (done) setRanked({ wanted, pairs: ranking.pairs() });
      else timer = setTimeout(goOn, 0);
    };
    timer = setTimeout(goOn, 0);
    return () => clearTimeout(timer);
  }, [arrivingNames, seen, wanted]);
  return useMemo(() => {
    const pairs = ranked?.wanted === wanted ? ranked.pairs : NO_PAIRS;
    const open = new Set(rows.filter(({ state }) => state === 'open').map(({ name }) => name));
    const used = new Set(rows.filter(({ state }) => state === 'copy').flatMap(({ from }) => from));
    const left = dismissed.size === 0 ? pairs : pairs.filter(({ from, to }) => !dismissed.has(`${arriving[from]?.name}\n${wanted[to]?.name}`));
    const found = choosePairs(
      left,
      arriving,
      wanted,
      (to) => open.has(to),
      (from) => !used.has(from),
    );
    return new Map(found.map((proposal) => [proposal.to, proposal]));
  }, [ranked, wanted, rows, arriving, dismissed]);
}
