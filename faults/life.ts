import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, type FSWatcher, mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { losePower, NOTED_CALLS } from './power-loss.ts';
import type { Chance } from './seeded.ts';

/**
 * When a life is ended: so long after its start, so long after the first change in a folder, before its n-th write to the workspace database (the program
 * does that to itself), at the n-th place where it changes files below a folder (likewise, in any of its threads), or at its n-th call of the system with
 * that name (by way of strace; `of`: of those on one of these paths). Or it is not ended, but told by the system that this call has failed: a drive that
 * answers wrongly fails once, a full one from then on.
 */
export type Moment =
  | { afterStart: number }
  | { afterChangeIn: string; ms: number }
  | { atWrite: number }
  | { atCall: string; n: number; of?: readonly string[] }
  | { atFileCall: number; below: string }
  | PowerCut
  | FailingCall;

/** The power goes at the n-th sync: what no sync has come back for is lost, all of it or in part. */
export interface PowerCut {
  cutAt: 'fsync' | 'fdatasync';
  n: number;
  chance: Chance;
}

/** A call of the system that fails. */
export interface FailingCall {
  failing: string;
  n: number;
  error: 'EIO' | 'ENOSPC';
}

/** How a program's life went. */
export interface Life {
  /** Null when it was killed. */
  code: number | null;
  killed: boolean;
  /** Whether a call was made to fail. */
  injected: boolean;
  /** Writes that a power cut has taken, in whole or in part. */
  lost: number;
  out: string;
  err: string;
  ms: number;
}

/** A life that never ends by itself is a fault too. A busy machine is given as many times as long as it has more to do than it has processors. */
const LONGEST_MS = 60_000;
const longestLife = () => LONGEST_MS * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

/** What a life is given. */
export interface LifeOptions {
  /** When it is ended, if it has not ended by itself; absent: it is left alone. */
  moment?: Moment | null;
  env?: Record<string, string>;
  /** The folder whose files' changes are counted, where the program is to tell how many places to die it came by. */
  countBelow?: string;
  /** What the program is started by, such as a command that limits it. */
  by?: readonly string[];
}

/** Starts a program of the campaign's build, and kills it (SIGKILL) at the given moment unless it has ended by then. */
export async function live(script: string, args: readonly string[], { moment = null, env = {}, by = [], countBelow }: LifeOptions = {}): Promise<Life> {
  const begun = performance.now();
  const trace = moment && ('failing' in moment || 'cutAt' in moment) ? join(mkdtempSync(join(tmpdir(), 'faults-trace-')), 'trace') : null;
  const below = moment && 'atFileCall' in moment ? moment.below : countBelow;
  const inEachThread = below === undefined ? [] : ['--import', pathToFileURL(join(dirname(script), 'kill-at-file-call.js')).href];
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', ...inEachThread];
  const [command = '', ...words] = [...by, ...traced(moment, trace), ...node, script, ...args];
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl+C is meant for the campaign, which brings the round to its end.
    detached: true,
    env: {
      ...process.env,
      ...env,
      ...(moment && 'atWrite' in moment ? { FAULTS_KILL_AT_WRITE: String(moment.atWrite) } : {}),
      ...(moment && 'atFileCall' in moment ? { FAULTS_KILL_AT_FILE_CALL: String(moment.atFileCall) } : {}),
      ...(below === undefined ? {} : { FAULTS_FOLDER: below }),
    },
  });
  const end = endAt(child, moment);
  const [out, err] = [gather(child.stdout), gather(child.stderr)];
  const longest = longestLife();
  const late = setTimeout(() => child.kill('SIGKILL'), longest);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...how) => resolve(how));
  });
  clearTimeout(late);
  end();
  const ms = performance.now() - begun;
  const noted = trace !== null && existsSync(trace) ? readFileSync(trace, 'utf8') : '';
  const injected = noted.includes('(INJECTED)') && signal !== 'SIGKILL';
  const lost = moment && 'cutAt' in moment && signal === 'SIGKILL' ? losePower(noted, moment.chance) : 0;
  if (trace !== null) rmSync(dirname(trace), { recursive: true, force: true });
  if (ms >= longest) throw new Error(`${args.join(' ')} did not end within ${Math.round(longest / 1000)} s: ${err.text()}`);
  return { code, killed: signal === 'SIGKILL', injected, lost, out: out.text(), err: err.text(), ms };
}

function gather(stream: NodeJS.ReadableStream): { text(): string } {
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => void parts.push(part));
  return { text: () => Buffer.concat(parts).toString('utf8') };
}

/** strace counts the calls of each thread; the first to come to its n-th ends the program, each is told that it failed. It ends like the program, by the same signal. */
function traced(moment: Moment | null, trace: string | null): string[] {
  const strace = (call: string, file: string, what: string, paths: readonly string[] = []) => [
    'strace',
    '-f',
    ...paths.flatMap((path) => ['-P', path]),
    // Quicker, but with it the signal does not reach the program.
    ...(what.startsWith('signal') ? [] : ['--seccomp-bpf']),
    '-qq',
    '-o',
    file,
    '-e',
    `trace=${call}`,
    '-e',
    `inject=${call}:${what}`,
  ];
  if (moment && 'atCall' in moment) return strace(moment.atCall, '/dev/null', `signal=KILL:when=${moment.n}`, moment.of);
  if (moment && 'cutAt' in moment && trace !== null)
    return [
      'strace',
      '-f',
      '-y',
      '-s',
      '0',
      '-qq',
      '-o',
      trace,
      '-e',
      `trace=${NOTED_CALLS.join(',')}`,
      '-e',
      `inject=${moment.cutAt}:signal=KILL:when=${moment.n}`,
    ];
  if (!moment || !('failing' in moment) || trace === null) return [];
  return strace(moment.failing, trace, `error=${moment.error}:when=${moment.n}${moment.error === 'ENOSPC' ? '+' : ''}`);
}

function endAt(child: ChildProcess, moment: Moment | null): () => void {
  if (!moment || !('afterStart' in moment || 'afterChangeIn' in moment)) return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  const killIn = (ms: number) => {
    timer ??= setTimeout(() => child.kill('SIGKILL'), ms);
  };
  if ('afterStart' in moment) killIn(moment.afterStart);
  else watcher = watch(moment.afterChangeIn, () => killIn(moment.ms));
  return () => {
    clearTimeout(timer);
    watcher?.close();
  };
}

/** A moment as it is told when something went wrong. */
export function inWords(moment: Moment): string {
  if ('afterStart' in moment) return `killed ${moment.afterStart} ms after its start`;
  if ('atWrite' in moment) return `killed at write ${moment.atWrite} to its database`;
  if ('atFileCall' in moment) return `killed at change ${moment.atFileCall} of a file`;
  if ('atCall' in moment) return `killed at call ${moment.n} of ${moment.atCall}`;
  if ('cutAt' in moment) return `without power from ${moment.cutAt} ${moment.n} on`;
  if ('failing' in moment) return `told ${moment.error} at call ${moment.n} of ${moment.failing}`;
  return `killed ${moment.ms} ms after it touched its target`;
}
