import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spec } from '../core/connections/sftp/spec.ts';
import { hasSshd, startSshd } from '../core/connections/testing/sshd.ts';
import { benchData } from './data.ts';
import type { Figure } from './figure.ts';
import { chainOf } from './flow-of.ts';
import { BENCH_FOLDER } from './job-of.ts';
import { engineRun, runProgram } from './processes.ts';
import { median, numberOption, ROUNDS, rounded } from './rounds.ts';

const MOST = 1.5;

/** A CSV file from an SFTP server into a local one, and back, by whole runs, beside ssh2-sftp-client carrying it and a bare loop over its lines. OpenSSH's server. `--rows N`, default 500,000. */
export async function sftpBench(): Promise<Figure[]> {
  if (!hasSshd) return [{ name: 'SFTP: left out, OpenSSH’s server is not on this machine', value: 0, unit: 'x', ok: true }];
  const rows = numberOption('rows', 500_000);
  mkdirSync(BENCH_FOLDER, { recursive: true });
  const folder = mkdtempSync(join(BENCH_FOLDER, 'sshd-'));
  const sshd = await startSshd(folder);
  try {
    const { orders } = benchData(rows, BENCH_FOLDER);
    const [written, sent, settings] = [join(BENCH_FOLDER, 'fetched.csv'), join(folder, 'sent.csv'), join(folder, 'settings.json')];
    writeFileSync(settings, JSON.stringify({ ...sshd.config, privateKey: sshd.secrets['private-key'], passphrase: sshd.secrets.passphrase }));
    const config = { ...spec.config.parse({ ...sshd.config, folder: '/' }) };
    const connections = [{ id: 'sftp', name: 'Bench', kind: 'sftp', environment: 'test' as const, revision: 1, config, secrets: { ...sshd.secrets } }];
    const start = ['start', 'manual-trigger', {}] as const;
    const flows = {
      in: chainOf('in', [start, ['from', 'csv-source', { connection: 'sftp', path: orders }], ['to', 'csv-target', { path: written }]]),
      out: chainOf('out', [start, ['from', 'csv-source', { path: orders }], ['to', 'csv-target', { connection: 'sftp', path: sent }]]),
    };
    const figures: Figure[] = [];
    for (const way of ['in', 'out'] as const) {
      const took = { ours: [] as number[], bare: [] as number[] };
      for (let round = 0; round < ROUNDS; round++) {
        took.ours.push((await engineRun(flows[way], written, {}, { connections })).ms);
        const [remote, local] = way === 'in' ? [orders, written] : [sent, orders];
        took.bare.push(runProgram<{ ms: number }>('baseline-sftp.mjs', way, settings, remote, local).ms);
      }
      if (statSync(way === 'in' ? written : sent).size !== statSync(orders).size) throw new Error(`What came ${way} differs from what was there.`);
      const [ours, bare] = [median(took.ours), median(took.bare)];
      const rate = (ms: number) => Math.round((rows * 1000) / ms);
      figures.push(
        { name: `SFTP CSV ${way}: time beside the bare driver`, value: rounded(ours / bare), unit: 'x', target: MOST, ok: ours <= bare * MOST },
        { name: `SFTP CSV ${way}: rate of the whole run`, value: rate(ours), unit: 'rows/s', baseline: rate(bare), ok: true },
      );
    }
    rmSync(written, { force: true });
    return figures;
  } finally {
    await sshd.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
