import { type ChildProcess, spawn } from 'node:child_process';
import { type FSWatcher, watch } from 'node:fs';

/**
 * When a life is ended: so long after its start, so long after the first change in a folder, before its n-th write to the workspace database (the program
 * does that to itself), or at its n-th call of the system with that name (by way of strace).
 */
export type Moment = { afterStart: number } | { afterChangeIn: string; ms: number } | { atWrite: number } | { atCall: string; n: number };

/** How a program's life went. */
export interface Life {
  /** Null when it was killed. */
  code: number | null;
  killed: boolean;
  out: string;
  err: string;
  ms: number;
}

/** A life that never ends by itself is a fault too. */
const LONGEST_MS = 60_000;

/** What a life is given. */
export interface LifeOptions {
  /** When it is ended, if it has not ended by itself; absent: it is left alone. */
  moment?: Moment | null;
  env?: Record<string, string>;
  /** What the program is started by, such as a command that limits it. */
  by?: readonly string[];
}

/** Starts a program of the campaign's build, and kills it (SIGKILL) at the given moment unless it has ended by then. */
export async function live(script: string, args: readonly string[], { moment = null, env = {}, by = [] }: LifeOptions = {}): Promise<Life> {
  const begun = performance.now();
  const [command = '', ...words] = [...by, ...traced(moment), process.execPath, '--disable-warning=ExperimentalWarning', script, ...args];
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, ...(moment && 'atWrite' in moment ? { FAULTS_KILL_AT_WRITE: String(moment.atWrite) } : {}) },
  });
  const end = endAt(child, moment);
  const [out, err] = [gather(child.stdout), gather(child.stderr)];
  const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...how) => resolve(how));
  });
  clearTimeout(late);
  end();
  const ms = performance.now() - begun;
  if (ms >= LONGEST_MS) throw new Error(`${args.join(' ')} did not end within ${LONGEST_MS / 1000} s: ${err.text()}`);
  return { code, killed: signal === 'SIGKILL', out: out.text(), err: err.text(), ms };
}

function gather(stream: NodeJS.ReadableStream): { text(): string } {
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => void parts.push(part));
  return { text: () => Buffer.concat(parts).toString('utf8') };
}

/** strace counts the calls of each thread; the first to come to its n-th ends the program. It ends like the program, by the same signal. */
function traced(moment: Moment | null): string[] {
  if (!moment || !('atCall' in moment)) return [];
  return [
    'strace',
    '-f',
    '--seccomp-bpf',
    '-qq',
    '-o',
    '/dev/null',
    '-e',
    `trace=${moment.atCall}`,
    '-e',
    `inject=${moment.atCall}:signal=KILL:when=${moment.n}`,
  ];
}

function endAt(child: ChildProcess, moment: Moment | null): () => void {
  if (!moment || 'atWrite' in moment || 'atCall' in moment) return () => undefined;
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
  if ('atCall' in moment) return `killed at call ${moment.n} of ${moment.atCall}`;
  return `killed ${moment.ms} ms after it touched its target`;
}
