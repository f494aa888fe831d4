import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../core/store/open-store.ts';
import { type FaultCase, type Figures, type Ground, must } from './fault-case.ts';
import { inWords, type Life, live, type Moment } from './life.ts';
import { anyMoment } from './moments.ts';
import { examine, type SeenRun } from './oracle.ts';
import type { Chance } from './seeded.ts';

const RECORDS = 60;
const GROUP = 5;
const CHILD = join(import.meta.dirname, 'testing/posting-under-fire.ts');

/**
 * Family a, for targets that send records in groups to another side that only takes: killed again and again. The user replays, and decides about
 * each group of which nobody knows: sends it again, or asks the other side first. Every record must arrive; every second copy has an unknown group.
 */
export const KILL_SENDING: FaultCase = { family: 'a', name: 'records sent in groups', besideOthers: true, run };

async function run(ground: Ground): Promise<Figures> {
  const workspace = join(ground.folder, 'workspace');
  const figures = { rounds: 0, kills: 0, gaps: 0, duplicates: 0, 'duplicates not in the ledger': 0, unknown: 0, 'runs interrupted': 0 };
  openStore({ workspace, kind: 'host', now: Date.now() }).close();
  let watched = ground.folder;
  const moments = anyMoment(ground.chance.of('moments'), () => watched, 900);
  let seen = 0;
  for (const round of ground.rounds({ whole: 1_000, seconds: 8, least: 3, tried: () => figures.kills > 0 })) {
    if (figures.kills >= 300) break;
    figures.rounds++;
    const chance = ground.chance.of(`round ${round}`);
    watched = join(workspace, 'files', `f${round}`);
    mkdirSync(watched, { recursive: true });
    const flow = flowOf(round);
    const story: string[] = [];
    const attempt = async (work: object, moment: Moment | null): Promise<Life> => {
      const life = await live(CHILD, [workspace, flow, JSON.stringify({ resend: [], skip: [], ...work })], { moment });
      story.push(`${'replay' in work ? 'replay' : 'run'} ${life.killed && moment ? inWords(moment) : 'to its end'}`);
      if (life.killed) figures.kills++;
      else moments.sawWhole(life);
      must(life.killed || life.code === 0, () => `${story.join('; ')}: it ended with ${life.code}: ${life.err}`);
      must(life.killed || life.out.includes('"succeeded"'), () => `${story.join('; ')}: ${life.out}`);
      return life;
    };
    const look = () => {
      openStore({ workspace, kind: 'host', now: Date.now() }).close();
      const runs = examine(workspace).slice(seen);
      figures['duplicates not in the ledger'] += mustBeExplained(watched, runs, story);
      return runs;
    };
    await attempt({}, moments.next());
    let runs = look();
    for (let again = true; again && runs.at(-1)?.run.status !== 'succeeded'; runs = look()) {
      again = chance.next() < 0.3;
      await attempt(decide(runs, watched, chance), again ? moments.next() : null);
    }
    const copies = copiesIn(watched);
    const missing = Array.from({ length: RECORDS }, (_, id) => copies.get(id) ?? 0).filter((times) => times === 0).length;
    figures.gaps += missing;
    figures.duplicates += [...copies.values()].reduce((sum, times) => sum + times - 1, 0);
    figures.unknown += runs.flatMap(({ effects }) => effects).filter(({ state }) => state === 'unknown').length;
    figures['runs interrupted'] += runs.filter((one) => one.run.status === 'interrupted').length;
    must(missing === 0, `Round ${round} (${story.join('; ')}): ${missing} records never arrived`);
    seen += runs.length;
  }
  must(figures.kills > 0, 'no program was killed while it was alive');
  return figures;
}

/** What a user decides who sees these runs. */
function decide(runs: readonly SeenRun[], folder: string, chance: Chance): object {
  const last = runs.at(-1);
  if (!last) return {};
  const unknown = last.effects.filter(({ state, decision }) => state === 'unknown' && decision === undefined).map(({ key }) => key);
  const arrived = new Set(requestsIn(folder).map(({ key }) => key));
  const asks = chance.next() < 0.5;
  return { replay: last.run.runId, resend: unknown.filter((key) => !asks || !arrived.has(key)), skip: unknown.filter((key) => asks && arrived.has(key)) };
}

/** Every request that arrived has an effect of its own in the ledger, and what the ledger calls done has arrived. Gives how many are not explained. */
function mustBeExplained(folder: string, runs: readonly SeenRun[], story: readonly string[]): number {
  const requests = requestsIn(folder);
  const groups = runs.flatMap(({ effects }) => effects).filter(({ group }) => group !== null);
  const arrived = Map.groupBy(requests, ({ key }) => key);
  for (const { key, state } of groups)
    must(state !== 'done' || arrived.has(key), () => `${story.join('; ')}: the ledger says that ${key} was sent, but it never arrived`);
  const stray = [...arrived].reduce((sum, [key, lines]) => sum + Math.max(0, lines.length - groups.filter((group) => group.key === key).length), 0);
  must(stray === 0, () => `${story.join('; ')}: ${stray} requests arrived of which the ledger knows nothing`);
  return stray;
}

function requestsIn(folder: string): { key: string; ids: number[] }[] {
  const file = join(folder, 'other-side.txt');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => ({ key: line.split(' ')[0] ?? '', ids: (line.split(' ')[1] ?? '').split(',').map(Number) }));
}

function copiesIn(folder: string): Map<number, number> {
  const copies = new Map<number, number>();
  for (const id of requestsIn(folder).flatMap(({ ids }) => ids)) copies.set(id, (copies.get(id) ?? 0) + 1);
  return copies;
}

function flowOf(round: number): string {
  const node = (id: string, kind: string, config: object, x: number) => ({ id, kind, version: 1, name: id, position: { x, y: 0 }, config });
  return JSON.stringify({
    format: 'swivel/flow',
    version: 1,
    id: `f${round}`,
    name: `Round ${round}`,
    settings: { capture: 'input' },
    nodes: [node('read', 'count', { count: RECORDS, batch: 7 }, 0), node('out', 'post', { groupSize: GROUP }, 240)],
    edges: [{ id: 'read>out', from: { node: 'read', port: 'out' }, to: { node: 'out', port: 'in' } }],
  });
}
