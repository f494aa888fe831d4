import type { Clock } from '../../base/clock.ts';
import type { SharedTurns } from '../../base/shared-turns.ts';
import type { OpenConnection, Secrets, TestedPart } from '../../catalog/connection-spec.ts';
import type { HttpAnswer, HttpRequest } from '../../catalog/families/http-service.ts';
import { httpConfigSchema } from '../http/http-config.ts';
import { run } from '../http/run.ts';
import type { HttpConnection } from '../http/service.ts';

/** The machine's time, for tests of real sockets. */
export const machineClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  zone: 'UTC',
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

const context = (signal: AbortSignal, clock: Clock) => ({ name: 'HR API', clock, random: () => 0.5, signal, hide: () => undefined });

/** An open connection of the tests: internal addresses are allowed unless the settings say otherwise, and limits are short. */
export async function openHttp(
  settings: object,
  secrets: Secrets = {},
  { clock = machineClock, signal = new AbortController().signal, turns }: { clock?: Clock; signal?: AbortSignal; turns?: SharedTurns } = {},
): Promise<OpenConnection<'http'> & { http: HttpConnection; ask(request: Partial<HttpRequest>): Promise<HttpAnswer & { text: string }> }> {
  const config = httpConfigSchema().parse({ internal: true, connectMs: 2000, firstByteMs: 1500, totalMs: 3000, ...settings });
  const opened = await run.open(config, secrets, { ...context(signal, clock), ...(turns ? { turns } : {}) });
  const http = opened.use as HttpConnection;
  return {
    ...opened,
    http,
    ask: async (request) => {
      const answer = await http.send({ method: 'GET', url: '', mostBytes: 1 << 20, signal, ...request });
      return { ...answer, text: Buffer.from(answer.body).toString('utf8') };
    },
  };
}

/** All that a test of a connection says. */
export async function testHttp(settings: object, secrets: Secrets = {}): Promise<TestedPart[]> {
  const config = httpConfigSchema().parse({ internal: true, connectMs: 2000, firstByteMs: 1500, totalMs: 3000, ...settings });
  const parts: TestedPart[] = [];
  for await (const part of run.test(config, secrets, context(new AbortController().signal, machineClock))) parts.push(part);
  return parts;
}
