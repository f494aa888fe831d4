import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Flow } from '../core/flow/flow.ts';
import { benchData } from './data.ts';
import type { Figure } from './figure.ts';
import { BENCH_FOLDER } from './job-of.ts';
import { engineRun } from './processes.ts';
import { median, numberOption, ROUNDS, rounded } from './rounds.ts';
import { checkSameRecords } from './same-records.ts';
import { standardFlow } from './standard-flow.ts';

/** What keeping the input of the standard job for replays costs, compressed and as it is, beside the same job without. `--rows N`, default 1,000,000. */
export async function captureBench(): Promise<Figure[]> {
  const data = benchData(numberOption('rows', 1_000_000), BENCH_FOLDER);
  const target = (name: string) => join(BENCH_FOLDER, `capture-${name}.csv`);
  const packed = (name: 'zstd' | 'raw'): Flow => {
    const flow = standardFlow(data, target(name), 'input');
    return { ...flow, settings: { ...flow.settings, capturePacking: name } };
  };
  const flows = { none: standardFlow(data, target('none'), 'none'), zstd: packed('zstd'), raw: packed('raw') };
  const took = { none: [] as number[], zstd: [] as number[], raw: [] as number[] };
  for (let round = 0; round < ROUNDS; round++)
    for (const name of ['none', 'zstd', 'raw'] as const) took[name].push((await engineRun(flows[name], target(name))).ms);
  for (const name of ['zstd', 'raw'] as const) checkSameRecords(target('none'), target(name));
  for (const name of Object.keys(flows)) rmSync(target(name), { force: true });
  const none = median(took.none);
  const figure = (name: 'zstd' | 'raw', most: number): Figure => {
    const more = (median(took[name]) / none - 1) * 100;
    return { name: `input kept, ${name}: time added`, value: rounded(more, 1), unit: '%', target: most, ok: more <= most };
  };
  return [figure('zstd', 60), figure('raw', 35), { name: 'input kept: time of the job without', value: Math.round(none), unit: 'ms', ok: true }];
}
