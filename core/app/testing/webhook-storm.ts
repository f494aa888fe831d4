import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { startable } from '../../engine/testing/startable.ts';

/** What a storm of requests came to. */
export interface StormFigures {
  /** Distinct numbers that were acknowledged (202, or 200 for one that was known). */
  acknowledged: Set<number>;
  /** Every attempt, also those that nobody answered. */
  sent: number;
  refused: number;
  kills: number;
  /** Acknowledged a minute, reckoned over the time that a listener was there. */
  perMinute: number;
  /** Most ms that a request was sent later than it was to be although a sender was free: what this machine could not keep of the pace. */
  sentLate: number;
  /** Longest time, in ms, in which this process did nothing at all. */
  stalled: number;
  /** Slowest 1 % of answers, ms. */
  p99: number;
}

/** How hard it blows. */
export interface Storm {
  workspace: string;
  url: string;
  perSecond: number;
  seconds: number;
  /** The listener is killed after it has taken this many seconds, once a run has come to its end in it: on a busy machine that takes longer. */
  killEvery: number;
  /** Ends the storm early: a test that is over leaves no process behind. */
  signal: AbortSignal;
}

/** Of these many senders each waits for its answer before it sends the next, as a system does that calls a webhook from a queue. */
const SENDERS = 64;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
const PATIENCE_MS = 30_000;
const PULSE_MS = 20;
/** A sender that is late by more was not given the processor it needs. */
const MOST_LATE_MS = 1_000;

/**
 * Sends numbered requests at a steady pace, each again (with growing pauses) until it is acknowledged, while the program that takes them is killed and started
 * again. `{"n": 17}` has the number 17.
 */
export async function blow({ workspace, url, perSecond, seconds, killEvery, signal }: Storm): Promise<StormFigures> {
  const figures: StormFigures = { acknowledged: new Set(), sent: 0, refused: 0, kills: 0, perMinute: 0, sentLate: 0, stalled: 0, p99: 0 };
  const times: number[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  const total = perSecond * seconds;
  let listening = 0;
  let child = await start(workspace);
  let since = performance.now();
  const kill = async () => {
    listening += performance.now() - since;
    child.program.kill('SIGKILL');
    await once(child.program, 'close');
  };
  const pulse = pulseOfThis((ms) => {
    figures.stalled = Math.max(figures.stalled, Math.round(ms));
  });
  const over = () => signal.aborted || (figures.kills > 0 && figures.acknowledged.size === total);
  const killing = (async () => {
    while (!over()) {
      await until(() => over() || (child.runs() > 0 && performance.now() - since >= killEvery * 1_000));
      if (over()) break;
      await kill();
      figures.kills++;
      child = await start(workspace);
      since = performance.now();
    }
  })();
  const begun = performance.now();
  let next = 0;
  const send = async (n: number) => {
    for (let wait = FIRST_PAUSE_MS; !signal.aborted; wait = Math.min(LONGEST_PAUSE_MS, wait * 2)) {
      const at = performance.now();
      figures.sent++;
      // Nobody is there just now, or died in between: whether it was taken is not known, so it is sent again.
      const status = await post(agent, url, `{"n":${n},"text":"${'x'.repeat(1_900)}"}`).catch(() => null);
      if (status === 202 || status === 200) {
        times.push(performance.now() - at);
        figures.acknowledged.add(n);
        return;
      }
      if (status !== null) figures.refused++;
      await pause(wait);
    }
  };
  const sender = async () => {
    while (next < total && !signal.aborted) {
      const n = next++;
      const due = begun + (n / perSecond) * 1_000;
      const waits = performance.now() < due;
      await until(() => signal.aborted || performance.now() >= due);
      // Only one that was free before its time counts: who still waited for an answer is late because of the listener.
      if (waits) figures.sentLate = Math.max(figures.sentLate, Math.round(performance.now() - due));
      await send(n);
    }
  };
  try {
    await Promise.all(Array.from({ length: SENDERS }, sender));
    await killing;
  } finally {
    pulse();
    agent.destroy();
    await kill();
  }
  times.sort((a, b) => a - b);
  figures.perMinute = Math.round((figures.acknowledged.size / listening) * 60_000);
  figures.p99 = Math.round(times[Math.floor(times.length * 0.99)] ?? 0);
  return figures;
}

/** Why a storm says nothing about the listener: the machine did not let it blow as it was to. Null where it did. */
export function whyNoStorm({ sentLate, stalled }: StormFigures, { perSecond }: Pick<Storm, 'perSecond'>): string | null {
  if (sentLate <= MOST_LATE_MS && stalled <= MOST_LATE_MS) return null;
  return (
    `The sender itself could not keep its pace of ${perSecond} requests a second: a request that was due went out ${sentLate} ms late, and the sending process stood ` +
    `still for ${stalled} ms; at most ${MOST_LATE_MS} ms are allowed. This machine is too busy: the figures say nothing about the listener. Run it again when nothing else runs.`
  );
}

/** Tells for how long this process did nothing, again and again, until the answer is called. */
function pulseOfThis(tell: (ms: number) => void): () => void {
  let last = performance.now();
  const timer = setInterval(() => {
    tell(performance.now() - last - PULSE_MS);
    last = performance.now();
  }, PULSE_MS);
  return () => clearInterval(timer);
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function until(done: () => boolean): Promise<void> {
  while (!done()) await pause(5);
}

/** The status of the answer; rejects where none came. */
function post(agent: Agent, url: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(url, {
      agent,
      method: 'POST',
      timeout: PATIENCE_MS,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    });
    sending.once('response', (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', reject);
    });
    sending.once('timeout', () => sending.destroy(new Error('no answer')));
    sending.once('error', reject);
    sending.end(body);
  });
}

/** A program that listens, and how many runs have come to their end in it. */
interface Listener {
  program: ChildProcess;
  runs(): number;
}

async function start(workspace: string): Promise<Listener> {
  const script = startable('core/app/testing/webhooks-until-killed.ts');
  const program = spawn(process.execPath, [script, workspace], { stdio: ['ignore', 'pipe', 'inherit'] });
  // A test process that is ended in the middle leaves no listener behind.
  const end = () => program.kill('SIGKILL');
  process.once('exit', end);
  program.once('exit', () => process.off('exit', end));
  const ended = once(program, 'exit').then(([code]) => {
    throw new Error(`The listener ended by itself (${code}).`);
  });
  let said = '';
  program.stdout?.on('data', (text) => (said += text));
  if (program.stdout) await Promise.race([once(program.stdout, 'data'), ended]);
  ended.catch(() => undefined);
  return { program, runs: () => said.split('ended').length - 1 };
}
