import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openStore } from '../core/store/open-store.ts';
import { FastClock, type FastClockOptions } from './fast-clock.ts';
import { type FaultCase, type Figures, type Ground, must } from './fault-case.ts';
import { unexplained, wrongBetween } from './ledger-check.ts';
import { live } from './life.ts';
import { claimsOf, goLive, mustMissNothing, openApp } from './live-workspace.ts';
import { examine } from './oracle.ts';
import { readTable, spread } from './sequence.ts';
import type { TargetKind } from './target-kinds.ts';

/** How fast the clock of hosts runs: a minute takes a fifth of a second. */
const SPEED = 300;
const RECORDS = { first: 1, last: 60 };
/** A program that was killed must be back within this time; so must another one that takes over. */
const READY_MS = 5_000;
const TAKEOVER_MS = 10_000;
const WAYS: Pick<TargetKind, 'name' | 'holds'>[] = [
  { name: 'append', holds: 'appended' },
  { name: 'upsert', holds: 'upserted' },
];

/** Family a, too: a host with a schedule of every minute is killed; each due time must have been taken once, each run explained by the ledger. */
export const KILL_HOST: readonly FaultCase[] = WAYS.map((way) => ({
  family: 'a',
  name: `a host with a schedule, ${way.name}`,
  besideOthers: true,
  async run(ground) {
    const { workspace, folder, clock } = await prepare(ground, way);
    const figures = { kills: 0, 'due times': 0, gaps: 0, copies: 0, 'not in the ledger': 0, unknown: 0, 'slowest to be ready ms': 0 };
    const chance = ground.chance.of('moments');
    for (const _round of ground.rounds({ whole: 300, seconds: 5, least: 3 })) {
      const begun = performance.now();
      const host = startHost(ground, workspace, clock);
      const early = chance.next() < 0.2;
      if (!early) {
        await host.says('ready');
        figures['slowest to be ready ms'] = Math.max(figures['slowest to be ready ms'], Math.round(performance.now() - begun));
      }
      await new Promise((resolve) => setTimeout(resolve, chance.whole(0, early ? 350 : 700)));
      await host.kill();
      figures.kills++;
      if (chance.next() < 0.5) lookAt(workspace, folder, way, figures);
    }
    lookAt(workspace, folder, way, figures);
    // On a busy machine each round may have been over before it came to anything.
    if (figures['due times'] === 0) await untilDue(ground, workspace, folder, way, clock, figures);
    await mustHaveBeenReady('after a kill a host was ready', figures['slowest to be ready ms'], READY_MS, ground, clock);
    return figures;
  },
}));

/** Family e: two programs on one workspace. */
export const TWO_PROGRAMS: readonly FaultCase[] = [
  {
    family: 'e',
    name: 'one holds the workspace, another waits for it',
    async run(ground) {
      const way = { name: 'append', holds: 'appended' } as const;
      const { workspace, folder, clock } = await prepare(ground, way);
      const figures = { kills: 0, 'due times': 0, gaps: 0, copies: 0, 'not in the ledger': 0, unknown: 0, 'slowest takeover ms': 0 };
      const hosts = [startHost(ground, workspace, clock)];
      try {
        await hosts[0]?.says('ready');
        for (const round of ground.rounds({ whole: 60, seconds: 6, least: 2 })) {
          const [holder, next] = [hosts[0] as Host, startHost(ground, workspace, clock)];
          hosts.push(next);
          await next.says('waiting');
          if (round === 1) await lookWhileHeld(ground, workspace, holder.pid);
          await new Promise((resolve) => setTimeout(resolve, ground.chance.whole(100, 500)));
          await holder.kill();
          hosts.shift();
          figures.kills++;
          const killed = performance.now();
          await next.says('ready');
          figures['slowest takeover ms'] = Math.max(figures['slowest takeover ms'], Math.round(performance.now() - killed));
        }
        await hosts.shift()?.kill();
      } finally {
        for (const host of hosts) host.leave();
      }
      lookAt(workspace, folder, way, figures);
      await mustHaveBeenReady('the next program took over', figures['slowest takeover ms'], TAKEOVER_MS, ground, clock);
      return figures;
    },
  },
];

/** While one program holds the workspace, others may look, and are told who holds it when they want to write. */
async function lookWhileHeld(ground: Ground, workspace: string, holder: number): Promise<void> {
  const cli = join(ground.program, 'cli.js');
  const looks = await live(cli, ['runs', '--json', '--workspace', workspace]);
  must(looks.code === 0, `another program could not even look: ${looks.err}`);
  const writes = await live(cli, ['run', 'by-the-clock', '--workspace', workspace]);
  must(writes.code === 2 && writes.err.includes(`process ${holder}`), `another program was not told who holds the workspace: ${writes.code} ${writes.err}`);
}

async function prepare(ground: Ground, way: { holds: TargetKind['holds'] }): Promise<{ workspace: string; folder: string; clock: FastClockOptions }> {
  const workspace = join(ground.folder, 'workspace');
  const clock = { start: Date.UTC(2026, 5, 1), epoch: Date.now(), speed: SPEED };
  const app = await openApp(ground.program, workspace, new FastClock(clock));
  const mode = way.holds === 'appended' ? { mode: 'append' } : { mode: 'upsert', keys: ['seq'] };
  const { folder } = await goLive(app, '* * * * *', ['sqlite-table', { database: 'out/records.db', table: 'records', create: true, ...mode }], RECORDS.last);
  await app.close();
  return { workspace, folder, clock };
}

/** On a machine that is busy with other things everything takes its time: then a host on a new workspace tells how much. */
async function mustHaveBeenReady(what: string, slowest: number, most: number, ground: Ground, clock: FastClockOptions): Promise<void> {
  if (slowest <= most) return;
  const begun = performance.now();
  const host = startHost(ground, join(ground.folder, 'new'), clock);
  await host.says('ready');
  const fresh = performance.now() - begun;
  await host.kill();
  must(slowest <= 5 * fresh, `${what} only after ${slowest} ms, on a new workspace a host was ready after ${Math.round(fresh)} ms`);
}

/** Lets a host live until a due time was taken. */
async function untilDue(
  ground: Ground,
  workspace: string,
  folder: string,
  way: { holds: TargetKind['holds'] },
  clock: FastClockOptions,
  figures: Figures,
): Promise<void> {
  for (const seconds of [1, 2, 4, 8, 16]) {
    const host = startHost(ground, workspace, clock);
    await host.says('ready');
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    await host.kill();
    lookAt(workspace, folder, way, figures);
    if ((figures['due times'] ?? 0) > 0) return;
  }
  must(false, 'nothing was ever due');
}

interface Host {
  pid: number;
  says(word: string): Promise<void>;
  /** Throws where it has ended by itself. */
  kill(): Promise<void>;
  /** Ends it, however it is. */
  leave(): void;
}

function startHost(ground: Ground, workspace: string, clock: FastClockOptions): Host {
  const child: ChildProcess = spawn(process.execPath, [join(ground.program, 'host-under-fire.js'), workspace, JSON.stringify(clock)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl+C is meant for the campaign, which brings the round to its end.
    detached: true,
  });
  const heard: string[] = [];
  let err = '';
  let tell = () => {};
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', (line) => {
      heard.push(line);
      tell();
    });
  child.stderr?.on('data', (part: Buffer) => {
    err += part.toString();
  });
  child.on('exit', () => tell());
  return {
    pid: child.pid ?? 0,
    async says(word) {
      while (!heard.includes(word)) {
        must(child.exitCode === null && child.signalCode === null, () => `a host ended by itself: ${err}`);
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
    },
    async kill() {
      must(child.exitCode === null && child.signalCode === null, () => `a host ended by itself: ${err}`);
      child.kill('SIGKILL');
      await once(child, 'close');
    },
    leave: () => void child.kill('SIGKILL'),
  };
}

function lookAt(workspace: string, folder: string, way: { holds: TargetKind['holds'] }, figures: Figures): void {
  openStore({ workspace, kind: 'command line', now: Date.now() }).close();
  const runs = examine(workspace, [folder]);
  const claims = claimsOf(workspace);
  mustMissNothing(claims);
  const effects = runs.flatMap((seen) => seen.effects);
  const done = effects.filter((effect) => effect.state === 'done').length;
  const unknown = effects.length - done;
  const { fewest, most, missing } = spread(readTable(join(folder, 'out/records.db')), RECORDS);
  figures['due times'] = claims.length;
  figures['unknown'] = unknown;
  figures['copies'] = most;
  must(fewest === most, `the target holds a part of what a run brought: some records ${fewest} times, others ${most} times`);
  const books = { done, unknown, copies: most, adds: way.holds === 'appended' };
  figures['not in the ledger'] = unexplained(books);
  const wrong = wrongBetween(books);
  must(wrong === null, wrong ?? '');
  must(missing === 0 || done === 0, `a run was done, but ${missing} records are missing`);
}
