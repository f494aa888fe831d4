import { builtPrograms } from './built.ts';
import type { Figure } from './figure.ts';
import { BENCH_FOLDER } from './job-of.ts';
import { runProgram } from './processes.ts';
import { numberOption, rounded } from './rounds.ts';

const SIZES = [10_000, 100_000, 1_000_000, 10_000_000];
const ROUNDS_OF = [25, 15, 5, 3];
const WITHIN = 0.15;
/** All of it, the making of the data included: on the machine of `docs/performance.md` it takes about half of that. */
const SECONDS = 400;

interface Measured {
  readonly rows: number;
  readonly ms: number;
  readonly cpuMs: number;
}

/**
 * Whether each further row of the standard job costs the same, from ten thousand rows to ten million: the time beyond that of the size before, by the rows
 * beyond. What a run costs whatever its size, and the full profile of the first 10,000 records, stand in the first figure. `--rows N`: the largest size;
 * `--seconds N`: how long it may take in all (400). What there was no time for is said, and the target is not met without it.
 */
export async function scaleBench(): Promise<Figure[]> {
  const largest = numberOption('rows', SIZES.at(-1) ?? 0);
  const sizes = SIZES.filter((rows) => rows <= largest);
  const { scaleJob } = await builtPrograms();
  const { took, leftOut } = runProgram<{ took: Measured[]; leftOut: { rows: number; seconds: number }[] }>(
    scaleJob,
    BENCH_FOLDER,
    String(numberOption('seconds', SECONDS)),
    ...sizes.map((rows, at) => `${rows}:${ROUNDS_OF[at]}`),
  );
  const [first, ...others] = took;
  if (!first) return [];
  let before = first;
  const further = others.map((size) => {
    const [from, more] = [before.rows, size.rows - before.rows];
    const cost = ((size.ms - before.ms) / more) * 1000;
    const processor = ((size.cpuMs - before.cpuMs) / more) * 1000;
    before = size;
    return { from, rows: size.rows, cost, processor };
  });
  const all = further.map(({ cost }) => cost);
  const usual = all.reduce((sum, cost) => sum + cost, 0) / Math.max(1, all.length);
  const figures = further.flatMap(({ from, rows, cost, processor }): Figure[] => {
    const name = `cost of each further row from ${from.toLocaleString('en-GB')} to ${rows.toLocaleString('en-GB')}`;
    return [
      { name, value: rounded(cost, 3), unit: 'µs', ok: true },
      { name: `${name}: processor time of the run's thread`, value: rounded(processor, 3), unit: 'µs', ok: true },
    ];
  });
  const apart = Math.max(...all) / Math.min(...all) - 1;
  return [
    { name: `a run of ${first.rows.toLocaleString('en-GB')} rows`, value: rounded(first.ms, 1), unit: 'ms', ok: true },
    ...figures,
    ...leftOut.map(
      ({ rows, seconds }): Figure => ({ name: `${rows.toLocaleString('en-GB')} rows: left out for want of time`, value: seconds, unit: 's', ok: false }),
    ),
    { name: 'cost of each further row: usual', value: rounded(usual, 3), unit: 'µs', ok: true },
    { name: 'cost of each further row: largest beyond the smallest', value: rounded(apart * 100, 1), unit: '%', target: WITHIN * 100, ok: apart <= WITHIN },
  ];
}
