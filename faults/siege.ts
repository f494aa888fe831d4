import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openStore } from '../core/store/open-store.ts';
import { countOf } from './children/kill-at-write.ts';
import { type Figures, type Ground, must } from './fault-case.ts';
import { fileCallsOf } from './file-calls.ts';
import { writeFlow } from './flow-on-disk.ts';
import { unexplained, wrongBetween } from './ledger-check.ts';
import { inWords, type Life, type LifeOptions, live } from './life.ts';
import type { Moments } from './moments.ts';
import { examine, filesUnder, type SeenRun } from './oracle.ts';
import type { Chance } from './seeded.ts';
import { type Copies, type Sequence, spread, writeSource } from './sequence.ts';
import type { BesiegedKind } from './target-kinds.ts';

const FLOW = 'sequence';
/** A table is thrown away after so many rounds, so that making it is tried under fire too. */
const ROUNDS_A_TARGET = 10;

/** How a siege goes on. */
export interface SiegeOptions {
  moments: Moments;
  /** Ends the siege when so many programs were killed. */
  enough?: number;
  rounds: Parameters<Ground['rounds']>[0];
}

/**
 * One workspace, one flow, one target. In every round new records are there; the program that brings them is killed, and whoever comes afterwards looks at
 * everything, starts it again as a user would, and must find every record at the target, and every second copy explained by the ledger.
 */
export class Siege {
  readonly #kind: BesiegedKind;
  readonly #ground: Ground;
  readonly #workspace: string;
  readonly #files: string;
  readonly #flow: string;
  #moments: Moments | null = null;
  readonly #figures = {
    rounds: 0,
    kills: 0,
    'writes lost': 0,
    'hidden files left': 0,
    'calls that failed': 0,
    'runs that failed of it': 0,
    gaps: 0,
    duplicates: 0,
    'duplicates not in the ledger': 0,
    unknown: 0,
    'runs interrupted': 0,
    'slowest restart ms': 0,
  };
  #seen = 0;
  #next = 1;

  constructor(kind: BesiegedKind, ground: Ground) {
    this.#kind = kind;
    this.#ground = ground;
    this.#workspace = join(ground.folder, 'workspace');
    this.#files = join(ground.folder, 'files');
    mkdirSync(join(this.#files, 'out'), { recursive: true });
    this.#flow = writeFlow(this.#files, FLOW, kind.drawing);
  }

  /** The folder of the workspace's own files. */
  get workspace(): string {
    return this.#workspace;
  }

  /** Brings the connections that the flow needs into the workspace. */
  async connect(file: string): Promise<void> {
    const { code, err } = await this.#live(['connections', 'import', file], {}, []);
    must(code === 0, `the connections could not be brought in: ${err}`);
  }

  /** The folder that programs write their targets to. */
  get targets(): string {
    return join(this.#files, 'out');
  }

  /** Lets the program live through two rounds unharmed and says how often it writes to its database in the second: in the first it makes it, too. */
  countWrites(): Promise<number> {
    return this.#countOf(countOf, { env: { FAULTS_COUNT_WRITES: 'yes' } });
  }

  /** The same of the places at which it changes files. */
  countFileCalls(): Promise<number> {
    return this.#countOf(fileCallsOf, { countBelow: this.#ground.folder });
  }

  async #countOf(counted: (err: string) => number, options: LifeOptions): Promise<number> {
    let count = 0;
    for (const first of [1, 11]) {
      this.#bring({ first, last: first + 9 });
      const { code, err } = await this.#live(['run', this.#flow], options);
      count = counted(err);
      must(code === 0 && count > 0, `a run that nothing happened to ended with ${code}: ${err}`);
    }
    this.#next = 21;
    this.#seen = examine(this.#workspace, [this.#files]).length;
    return count;
  }

  async run({ moments, enough = Number.POSITIVE_INFINITY, rounds }: SiegeOptions): Promise<Figures> {
    this.#moments = moments;
    const tried = () => this.#figures.kills + this.#figures['calls that failed'] > 0;
    for (const round of this.#ground.rounds({ ...rounds, tried })) {
      if (moments.exhausted || this.#figures.kills >= enough) break;
      this.#figures.rounds++;
      const story: string[] = [];
      try {
        await this.#round(round, this.#ground.chance.of(`round ${round}`), story);
      } catch (error) {
        throw new Error(`Round ${round} (${story.join('; ')}): ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
    must(tried(), 'no program was killed while it was alive, and no call failed');
    const only = new Set(['writes lost', 'hidden files left', 'calls that failed', 'runs that failed of it']);
    return Object.fromEntries(Object.entries(this.#figures).filter(([name, value]) => value > 0 || !only.has(name)));
  }

  async #round(round: number, chance: Chance, story: string[]): Promise<void> {
    if (round % ROUNDS_A_TARGET === 0 && this.#kind.holds !== 'replaced') await this.#newTarget();
    const before = await this.#kind.read(this.#files);
    const { least, most } = this.#kind.load;
    const sequence = { first: this.#next, last: this.#next + (chance.next() < 0.1 ? most * 10 : chance.whole(least, most)) - 1 };
    this.#next = sequence.last + 1;
    this.#bring(sequence);
    await this.#startAndKill(['run', this.#flow], story);
    let runs = await this.#look(sequence, before);
    for (let again = true; again && !settled(runs); ) {
      again = chance.next() < 0.25;
      const args = await this.#decide(runs, sequence, chance, story);
      if (args === null) break;
      if (again) await this.#startAndKill(args, story);
      else await this.#startAndFinish(args, sequence, story);
      runs = await this.#look(sequence, before);
    }
    await this.#settle(sequence, runs);
  }

  #bring(sequence: Sequence): void {
    if (this.#kind.readsOnlyNew) this.#kind.readsOnlyNew(this.#files, sequence);
    else writeSource(join(this.#files, 'in.csv'), sequence, this.#kind.load.fillingBytes);
  }

  async #newTarget(): Promise<void> {
    await this.#kind.remove?.();
    for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(join(this.#files, `out/records.db${ending}`), { force: true });
  }

  async #startAndKill(args: readonly string[], story: string[]): Promise<void> {
    const moment = mustHave(this.#moments).next();
    const life = await this.#live(args, { moment });
    this.#moments?.learn(life);
    if (life.killed) this.#figures.kills++;
    this.#figures['writes lost'] += life.lost;
    if (life.injected) return this.#mustHaveSaid(life, `${args[0]} ${inWords(moment)}`, story);
    story.push(life.killed ? `${args[0]} ${inWords(moment)}` : `${args[0]} ended before it was to be killed`);
    if (!life.killed) must(life.code === 0, `${args.join(' ')} ended with ${life.code}: ${life.err}`);
  }

  /** Whatever the system refuses: the program ends by itself, and well only when everything is done. */
  #mustHaveSaid(life: Life, what: string, story: string[]): void {
    this.#figures['calls that failed']++;
    story.push(`${what}, ended with ${life.code}`);
    must(life.code !== null && life.code < 128, `it crashed: ${life.err}`);
    if (life.code === 0) return;
    this.#figures['runs that failed of it']++;
    must(`${life.out}${life.err}`.trim() !== '', 'it failed without a word');
    must(!life.err.includes('unexpected'), `it did not know what had happened: ${life.err}`);
  }

  async #startAndFinish(args: readonly string[], { first, last }: Sequence, story: string[]): Promise<void> {
    story.push(`${args[0]} to its end`);
    const life = await this.#live(args);
    this.#moments?.sawWhole(life);
    must(life.code === 0, `${args.join(' ')} ended with ${life.code}: ${life.err}`);
    const told = JSON.parse(life.out) as { read: number; delivered: number; duplicates: number };
    const all = last - first + 1;
    // Of a run that was killed between its last write and its end, everything may have been read and delivered already.
    const nothingNew = this.#kind.readsOnlyNew !== undefined && told.read === 0;
    must(nothingNew || told.read === all, `of ${all} records the run read ${told.read}`);
    must(nothingNew || told.delivered + told.duplicates === all, `of ${all} records the run delivered ${told.delivered}`);
  }

  #live(args: readonly string[], options: LifeOptions = {}, told = ['--json']): Promise<Life> {
    const { memoryBytes } = this.#kind;
    const env = { ...options.env, ...(memoryBytes === undefined ? {} : { FAULTS_MEMORY_BYTES: String(memoryBytes) }) };
    const plain = Object.keys(env).length === 0 && !(options.moment && 'atWrite' in options.moment);
    return live(join(this.#ground.program, plain ? 'cli.js' : 'cli-under-fire.js'), [...args, '--workspace', this.#workspace, ...told], { ...options, env });
  }

  /** Opens the workspace as the next program would, and looks at everything. Gives the runs of this round. */
  async #look(sequence: Sequence, before: Copies): Promise<SeenRun[]> {
    const begun = performance.now();
    openStore({ workspace: this.#workspace, kind: 'command line', now: Date.now() }).close();
    this.#figures['slowest restart ms'] = Math.max(this.#figures['slowest restart ms'], Math.round(performance.now() - begun));
    if (this.#figures['writes lost'] > 0) this.#removeHidden();
    const runs = examine(this.#workspace, [this.#files]).slice(this.#seen);
    const { most, fewest, missing } = spread(await this.#kind.read(this.#files), sequence);
    must(most === fewest, `the target holds a part of what the run brought: ${missing} records are missing, others are there ${most} times`);
    this.#compareWithLedger(runs, most);
    if (most === 0) await this.#mustBeAsBefore(before);
    return runs;
  }

  /** A power cut may take the note of a half product, not yet on the drive, and leave the hidden file itself. Nothing else may be left. */
  #removeHidden(): void {
    for (const file of filesUnder(this.targets)) {
      if (!basename(file).startsWith('.') || !file.endsWith('.part')) continue;
      rmSync(file);
      this.#figures['hidden files left']++;
    }
  }

  #compareWithLedger(runs: readonly SeenRun[], copies: number): void {
    const effects = runs.flatMap((seen) => seen.effects).filter(counts);
    const done = effects.filter((effect) => effect.state === 'done').length;
    const books = { done, unknown: effects.length - done, copies, adds: this.#kind.holds === 'appended' };
    this.#figures['duplicates not in the ledger'] += unexplained(books);
    const wrong = wrongBetween(books);
    must(wrong === null, wrong ?? '');
  }

  async #mustBeAsBefore(before: Copies): Promise<void> {
    const now = await this.#kind.read(this.#files);
    const same = now.size === before.size && [...before].every(([seq, copies]) => now.get(seq) === copies);
    must(same, `nothing was delivered, but the target is not as it was: ${before.size} records before, ${now.size} now`);
  }

  /** What a user does who sees these runs: starts the flow again, replays the run that was interrupted, or leaves it as it is. */
  async #decide(runs: readonly SeenRun[], sequence: Sequence, chance: Chance, story: string[]): Promise<string[] | null> {
    const last = runs.at(-1);
    const runAgain = ['run', this.#flow];
    if (!last) return runAgain;
    const again = chance.next() < 0.3 ? ['replay', last.run.runId, '--yes', '--unknown', 'resend'] : runAgain;
    if (this.#kind.holds !== 'appended') return again;
    const written = runs.flatMap((seen) => seen.effects).filter(counts);
    if (written.some((effect) => effect.state === 'done')) return null;
    if (written.length === 0) return again;
    if (chance.next() < 0.5) {
      story.push('what is unknown is sent again');
      return again;
    }
    story.push('what is unknown is looked up in the target');
    return spread(await this.#kind.read(this.#files), sequence).fewest > 0 ? null : again;
  }

  async #settle(sequence: Sequence, runs: readonly SeenRun[]): Promise<void> {
    const { missing, most } = spread(await this.#kind.read(this.#files), sequence);
    const effects = runs.flatMap((seen) => seen.effects);
    this.#figures.gaps += missing;
    this.#figures.duplicates += (sequence.last - sequence.first + 1) * Math.max(0, most - 1);
    this.#figures.unknown += effects.filter((effect) => effect.state === 'unknown').length;
    this.#figures['runs interrupted'] += runs.filter(({ run }) => run.status === 'interrupted').length;
    this.#seen += runs.length;
    must(missing === 0, `${missing} records never reached the target`);
    must(most === 1 || this.#kind.holds === 'appended', `the records reached the target ${most} times`);
  }
}

/** A power cut may take the note of how many records were meant, and leave that some were. */
const counts = ({ records, state }: SeenRun['effects'][number]): boolean => records > 0 || state === 'unknown';

function mustHave(moments: Moments | null): Moments {
  if (!moments) throw new Error('the siege has not begun');
  return moments;
}

function settled(runs: readonly SeenRun[]): boolean {
  const last = runs.at(-1);
  return last?.run.status === 'succeeded';
}
