import { createHash } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { hostname } from 'node:os';
import type { Clock } from '../base/clock.ts';
import { reasonOf } from '../base/system-trouble.ts';
import type { RequestSettings } from '../base/trigger-settings.ts';
import type { Store } from '../store/store.ts';
import type { TriggerOf } from '../store/trigger-state.ts';
import { GroupCommit } from './group-commit.ts';
import { Refusal, readBody, textOf } from './request-body.ts';
import { RequestLimits } from './request-limits.ts';
import { checkSignature, checkToken, headerOf } from './request-proof.ts';
import type { SignOfLife, Watcher } from './watcher.ts';

/** What the listener needs. */
export interface WebhookOptions {
  store: Store;
  clock: Clock;
  /** Where to listen: on this machine only, or open to the network. Asked for whenever triggers change. */
  address(): { port: number; open: boolean };
  /** What requests of a trigger prove themselves with; null when nothing was set. Throws why it cannot be opened. */
  secret(flowId: string, nodeId: string): Promise<string | null>;
  /** Something was put into the inbox. */
  arrived(): void;
}

/** A request that waits for the result of its run. */
interface Waiting {
  seq: number;
  answer(status: number, body: object): void;
}

const LIMITS = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16_384 };
const MOST_CONNECTIONS = 1_000;
const DRAIN_MS = 2_000;
const LINGER_MS = 500;
/** Characters of what a request is known by that are remembered as they are. */
const LONGEST_KEY = 200;

/**
 * Takes requests from outside: closed until a live flow needs it, on this machine only unless the settings say otherwise, and with nothing on it but the paths of
 * live triggers. A request is acknowledged once it is in the inbox, on disk; what cannot be taken is refused with the reason, never dropped.
 */
export class WebhookListener implements Watcher {
  readonly on = 'requests';
  readonly #options: WebhookOptions;
  readonly #commit: GroupCommit;
  readonly #limits: RequestLimits;
  readonly #waiting = new Set<Waiting>();
  readonly #troubles = new Map<string, string>();
  #server: Server | null = null;
  #at: { port: number; open: boolean } | null = null;
  #trouble: string | null = null;

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.#commit = new GroupCommit(options.store.inbox, options.clock, options.arrived);
    this.#limits = new RequestLimits(options.store, options.clock);
  }

  /** Where it listens; null while it does not. */
  get url(): string | null {
    return this.#at && this.#server?.listening ? addressOf(this.#at) : null;
  }

  /** The address that paths stand behind, whether it listens or not. */
  address(at: { port: number; open: boolean }): string {
    return addressOf(at);
  }

  refresh(): void {
    const { store, address } = this.#options;
    const wanted = store.triggers.ofKind('requests').length > 0 ? address() : null;
    if (wanted && this.#at?.port === wanted.port && this.#at.open === wanted.open) return;
    void this.#stop();
    if (wanted) this.#listen(wanted);
  }

  look(): void {
    if (this.#trouble !== null) this.restart();
  }

  restart(): void {
    if (this.#server?.listening && this.#trouble === null) return;
    void this.#stop();
    this.refresh();
  }

  sign(flowId: string, nodeId: string): SignOfLife {
    const trigger = this.#options.store.triggers.find(flowId, nodeId);
    const path = trigger?.settings.on === 'requests' ? trigger.settings.path : '';
    const trouble = this.#trouble ?? this.#troubles.get(`${flowId}/${nodeId}`) ?? null;
    const place = `${addressOf(this.#at ?? this.#options.address())}/${path}`;
    return { lastLook: this.#server?.listening ? this.#options.clock.now() : null, next: null, trouble, place };
  }

  /** A run has ended: whoever waits for its result is answered. */
  settled(): void {
    for (const waiting of [...this.#waiting]) {
      const happening = this.#options.store.inbox.find(waiting.seq);
      if (!happening || happening.state === 'waiting' || happening.state === 'taken') continue;
      const run = happening.runId === null ? undefined : this.#options.store.runs.find(happening.runId);
      const done = happening.state === 'done';
      const result = run ? { run: run.runId, status: run.status, delivered: run.counts.delivered, rejected: run.counts.rejected } : {};
      waiting.answer(done ? 200 : 500, { id: String(waiting.seq), state: happening.state, ...result });
    }
  }

  async close(): Promise<void> {
    this.#commit.flush();
    for (const { seq, answer } of [...this.#waiting]) answer(202, { id: String(seq), state: 'received' });
    await this.#stop();
  }

  #listen(at: { port: number; open: boolean }): void {
    // Imported as a module it would bring the platform's HTTP client along, which costs every short command a tenth of a second.
    const { createServer } = process.getBuiltinModule('node:http');
    const server = createServer(LIMITS, (request, response) => void this.#answer(request, response));
    server.maxConnections = MOST_CONNECTIONS;
    server.maxRequestsPerSocket = 1_000;
    server.on('error', (error: NodeJS.ErrnoException) => {
      this.#trouble =
        error.code === 'EADDRINUSE'
          ? `Port ${at.port} is taken by another program. Close that, or choose another port in the settings.`
          : `Port ${at.port} cannot be listened on: ${reasonOf(error)}.`;
      this.#at = null;
    });
    server.on('listening', () => {
      this.#trouble = null;
    });
    server.listen(at.port, at.open ? undefined : '127.0.0.1');
    this.#server = server;
    this.#at = at;
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#at = null;
    this.#trouble = null;
    if (!server) return;
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    server.closeIdleConnections();
    const cancel = this.#options.clock.after(DRAIN_MS, () => server.closeAllConnections());
    if (!server.listening) server.closeAllConnections();
    await closed;
    cancel();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { status, body } = await this.#take(request);
      send(response, status, body);
    } catch (error) {
      const refusal =
        error instanceof Refusal ? error : new Refusal(503, 'The request could not be written down, so it was not accepted.', { 'retry-after': '30' });
      send(response, refusal.status, { error: refusal.message }, refusal.headers);
      // What was not read of a body that is refused is not waited for; but the answer has to get there first.
      if (request.complete) return;
      request.resume();
      this.#options.clock.after(LINGER_MS, () => {
        if (!request.complete) request.socket.destroy();
      });
    }
  }

  async #take(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const { store, clock } = this.#options;
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    if (url === null) throw notWritten();
    const path = safeDecode(url.pathname).replace(/^\/+|\/+$/g, '');
    const [trigger] = path === '' ? [] : store.triggers.watching('requests', path);
    if (!trigger) throw new Refusal(404, 'There is nothing at this path.');
    const { flowId, nodeId, settings } = trigger;
    const method = request.method ?? '';
    if (!settings.methods.includes(method))
      throw new Refusal(405, `Only ${settings.methods.join(', ')} is accepted here.`, { allow: settings.methods.join(', ') });
    if (settings.proof === 'none') refusePages(request);
    this.#limits.check(flowId, nodeId, settings);
    const secret = settings.proof === 'none' ? null : await this.#secret(trigger);
    checkToken(settings, request, url.searchParams, secret);
    if (!['', 'identity'].includes(headerOf(request, 'content-encoding'))) throw new Refusal(415, 'Compressed bodies are not accepted; send it as it is.');
    const raw = await readBody(request, settings.mostKb * 1_024);
    checkSignature(settings, request, raw, secret);
    const contentType = headerOf(request, 'content-type');
    const body = textOf(raw, contentType);
    const what = {
      kind: 'requests' as const,
      nodeId,
      requests: [{ id: '', receivedAt: clock.now(), method, path, query: queryOf(url, settings), headers: keptHeaders(request, settings), contentType, body }],
    };
    const same = sameOf(settings, request, body);
    const key = same === null ? null : keyOf(same);
    const seq =
      key !== null && key.before !== null && store.inbox.knows(flowId, nodeId, key.before)
        ? null
        : await this.#commit.add({ flowId, nodeId, at: clock.now(), what, ...(key === null ? {} : { key: key.kept }) });
    if (seq === null) return { status: 200, body: { state: 'known', message: 'This was received before, and is not worked on again.' } };
    if (settings.answer === 'at-once') return { status: 202, body: { id: String(seq), state: 'received' } };
    return this.#result(seq, settings.waitSeconds * 1_000);
  }

  #result(seq: number, ms: number): Promise<{ status: number; body: object }> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        seq,
        answer: (status, body) => {
          this.#waiting.delete(waiting);
          cancel();
          resolve({ status, body });
        },
      };
      const cancel = this.#options.clock.after(ms, () => waiting.answer(202, { id: String(seq), state: 'received', message: 'It is being worked on.' }));
      this.#waiting.add(waiting);
      this.settled();
    });
  }

  async #secret({ flowId, nodeId }: TriggerOf<'requests'>): Promise<string | null> {
    const key = `${flowId}/${nodeId}`;
    try {
      const secret = await this.#options.secret(flowId, nodeId);
      if (secret === null) this.#troubles.set(key, 'No secret is set that requests could prove themselves with, so none is accepted.');
      else this.#troubles.delete(key);
      return secret;
    } catch (error) {
      this.#troubles.set(key, error instanceof Error ? error.message : String(error));
      throw new Refusal(503, 'Requests cannot be checked just now. Send this one again later.', { 'retry-after': '60' });
    }
  }
}

function addressOf({ port, open }: { port: number; open: boolean }): string {
  return `http://${open ? hostname() : '127.0.0.1'}:${port}`;
}

function send(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json;charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(text);
}

/** A page in a browser of this machine could call a path that asks for no secret: browsers say so of themselves. */
function refusePages(request: IncomingMessage): void {
  const site = headerOf(request, 'sec-fetch-site');
  if (headerOf(request, 'origin') !== '' || !['', 'none', 'same-origin'].includes(site))
    throw new Refusal(403, 'Pages in a browser may not call this path, because it asks for no secret.');
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw notWritten();
  }
}

function notWritten(): Refusal {
  return new Refusal(400, 'The path is not written correctly.');
}

function queryOf(url: URL, { proof, proofIn, proofName }: RequestSettings): Record<string, string> {
  const secret = proof === 'token' && proofIn === 'query' ? proofName : null;
  return Object.fromEntries([...url.searchParams].filter(([name]) => name !== secret));
}

/** What signs in is never kept. */
const NEVER_KEPT = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-api-key']);

function keptHeaders(request: IncomingMessage, { keepHeaders, proof, proofName }: RequestSettings): Record<string, string> {
  const secret = proof === 'none' ? '' : proofName.toLowerCase();
  return Object.fromEntries(
    keepHeaders
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== '' && name !== secret && !NEVER_KEPT.has(name))
      .flatMap((name) => (headerOf(request, name) === '' ? [] : [[name, headerOf(request, name)]])),
  );
}

/**
 * What a request is known by as it is remembered: a digest in the place of what is long, as it may be as long as the body. `before` is how earlier versions
 * remembered it where that differs: while such a key is not forgotten, it counts as well.
 */
function keyOf(same: string): { kept: string; before: string | null } {
  const whole = `same:${same}`;
  if (same.length <= LONGEST_KEY) return { kept: whole, before: null };
  return { kept: `same-sha256:${createHash('sha256').update(same).digest('hex')}`, before: whole };
}

function sameOf({ sameBy, sameName }: RequestSettings, request: IncomingMessage, body: string): string | null {
  if (sameBy === 'header') return headerOf(request, sameName) || null;
  if (sameBy === 'none' || body === '') return null;
  try {
    let value: unknown = JSON.parse(body);
    for (const key of sameName.split('.'))
      value = value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
    return value === undefined || value === null || value === '' ? null : JSON.stringify(value);
  } catch {
    return new URLSearchParams(body).get(sameName) || null;
  }
}
