import { OperationalError, UserError } from '../../base/errors.ts';
import { isHeaderName, isHeaderValue } from '../../base/http-header.ts';
import type { ConnectContext, Secrets } from '../../catalog/connection-spec.ts';
import type { HttpAnswer, HttpLimits, HttpRequest, HttpService } from '../../catalog/families/http-service.ts';
import type { HttpConfig } from './http-config.ts';
import { Pace } from './pace.ts';
import { retryAfter } from './retry-after.ts';
import { type Named, sayFailure } from './say-failure.ts';
import { masker, type Signature, signIn } from './sign-in.ts';
import { Base } from './target-address.ts';
import { type AskSignIn, TokenSource } from './token.ts';
import { type Hop, type HopAnswer, Transport } from './transport.ts';

const MOST_REDIRECTS = 5;
const TOKEN_BYTES = 1 << 20;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** What a request keeps when it is sent on to another origin. */
const HARMLESS = new Set(['accept', 'accept-language', 'user-agent']);

/** The service of one connection: everything that is asked of it goes through here. */
export class HttpConnection implements HttpService {
  readonly name: string;
  readonly title: string;
  readonly concurrency: number;
  readonly tokens: TokenSource | null = null;
  readonly #base: Base;
  readonly #limits: HttpLimits;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #sign: () => Promise<Signature>;
  readonly #named: Named;
  readonly #pace: Pace;
  readonly #context: ConnectContext;
  readonly #transport: Transport;

  constructor(config: HttpConfig, secrets: Secrets, context: ConnectContext) {
    const { name, clock } = context;
    this.#context = context;
    this.name = name;
    const masked = masker(secrets, config.user);
    this.#named = { name, mask: (text) => this.tokens?.mask(masked(text)) ?? masked(text) };
    const secretPart = config.signIn === 'secret-address' ? (secrets['secret-part'] ?? '').trim() : '';
    if (config.signIn === 'secret-address' && secretPart === '') throw unset(`"${name}": The secret part of the address is missing.`);
    this.#base = new Base(config.address, secretPart, name);
    this.title = this.#base.url.host;
    this.#limits = { connect: config.connectMs, firstByte: config.firstByteMs, total: config.totalMs };
    this.#headers = Object.fromEntries(config.headers.filter(({ key }) => key !== '').map(({ key, value }) => [key.toLowerCase(), value]));
    checkHeaders(this.#headers, name);
    this.concurrency = config.concurrency;
    const gapMs = config.rate === 0 ? 0 : (config.ratePer === 'second' ? 1000 : 60_000) / config.rate;
    this.#pace = new Pace({ concurrency: config.concurrency, gapMs }, clock, context.turns);
    this.#transport = new Transport({ internal: config.internal, authority: config.authority, connectMs: config.connectMs }, config.proxy, clock);
    this.tokens = config.signIn === 'oauth2' ? new TokenSource(config, secrets, this.#named, context, this.#askSignIn) : null;
    this.#sign = signIn(config, secrets, name, this.tokens);
  }

  /** Sockets that are open. */
  get open(): number {
    return this.#transport.open;
  }

  mask(text: string): string {
    return this.#named.mask(text);
  }

  addressOf(request: Pick<HttpRequest, 'url' | 'query'>): string {
    // The place of what is secret is shown as it is meant.
    return this.#base.resolve(request, false).href.replaceAll('%E2%80%A2', '•');
  }

  async send(request: HttpRequest): Promise<HttpAnswer> {
    checkHeaders(request.headers ?? {}, this.#named.name);
    this.#base.resolve(request, false);
    return this.#pace.run(request.signal, async () => {
      const signature = await this.#sign();
      const answer = await this.#follow(request, signature);
      if (answer.status !== 401 || signature.token === undefined || !this.tokens) return answer;
      // It may have ended before its time; once, another one is asked for. What was refused was not acted upon.
      this.tokens.refuse(signature.token);
      return this.#follow(request, await this.#sign());
    });
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  readonly #askSignIn: AskSignIn = ({ method, url, headers, body }) => {
    const hop: Hop = { method, url, headers, body, mostBytes: TOKEN_BYTES, limits: this.#limits, signal: this.#context.signal };
    return this.#hop(hop);
  };

  async #hop(hop: Hop): Promise<HopAnswer> {
    try {
      return await this.#transport.send(hop);
    } catch (error) {
      throw sayFailure(error, hop, this.#named);
    }
  }

  async #follow(request: HttpRequest, signature: Signature): Promise<HttpAnswer> {
    const { mostBytes, limits = this.#limits, signal } = request;
    const given = Object.fromEntries(Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    let url = this.#base.resolve(request, true);
    const { origin } = url;
    for (const [name, value] of signature.query) url.searchParams.append(name, value);
    let { method, body } = request;
    let headers: Record<string, string> = { accept: '*/*', 'user-agent': 'Swivel', ...this.#headers, ...given, ...signature.headers };
    for (let followed = 0; ; followed++) {
      const answer = await this.#hop({ method, url, headers, body, mostBytes, limits, signal });
      const location = answer.headers['location'];
      if (!REDIRECTS.has(answer.status) || location === undefined) return this.#answer(answer, request, url, origin);
      const reads = method === 'GET' || method === 'HEAD';
      // Sent on by 301 and 302, a POST would turn into a GET and its body be lost: that is for the caller to see.
      if (!reads && (answer.status === 301 || answer.status === 302)) return this.#answer(answer, request, url, origin);
      const next = this.#next(location, url, followed);
      if (answer.status === 303 && !reads) {
        method = 'GET';
        body = undefined;
        headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('content-')));
      }
      if (next.origin !== url.origin) {
        if (body !== undefined) throw this.#refused(`"${this.#named.name}": ${url.host} wants the data to be sent to ${next.host} instead.`);
        headers = Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name)));
      }
      url = next;
    }
  }

  #next(location: string, from: URL, followed: number): URL {
    if (followed >= MOST_REDIRECTS) throw this.#refused(`"${this.#named.name}": ${from.host} sent us on more than ${MOST_REDIRECTS} times.`);
    let next: URL;
    try {
      next = new URL(location, from);
    } catch {
      throw this.#refused(`"${this.#named.name}": ${from.host} sent us on to something that is not an address.`);
    }
    if (next.protocol !== 'https:' && next.protocol !== 'http:')
      throw this.#refused(`"${this.#named.name}": ${from.host} sent us on to something that is not a web address.`);
    if (from.protocol === 'https:' && next.protocol === 'http:')
      throw this.#refused(`"${this.#named.name}": ${from.host} sent us on to an address that is not encrypted.`);
    next.username = '';
    next.password = '';
    next.hash = '';
    return next;
  }

  #refused(message: string): OperationalError {
    return new OperationalError('redirect-refused', message, {
      hint: 'Enter the address that is meant in the connection itself, if it is to be trusted.',
    });
  }

  #answer({ status, headers, body }: HopAnswer, request: HttpRequest, url: URL, origin: string): HttpAnswer {
    const wait = retryAfter(headers, this.#context.clock.now());
    const shown = url.origin === origin && url.pathname === this.#base.resolve(request, true).pathname ? this.addressOf(request) : this.#named.mask(url.href);
    return { status, headers, body, url: shown, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
  }
}

function checkHeaders(headers: Readonly<Record<string, string>>, name: string): void {
  for (const [key, value] of Object.entries(headers)) {
    if (!isHeaderName(key))
      throw wrong(
        `"${name}": "${key.slice(0, 100)}" cannot be the name of a header.`,
        'Letters, digits and hyphens make a name; those that say how a message is carried are set automatically.',
      );
    if (!isHeaderValue(value))
      throw wrong(`"${name}": The header ${key} would hold a line break or another character that no header can hold.`, 'Nothing was sent.');
  }
}

function wrong(message: string, hint: string): UserError {
  return new UserError('request-wrong', message, { hint });
}

function unset(message: string): UserError {
  return new UserError('connection-unset', message, { hint: 'Complete the sign-in of the connection under Connections.' });
}
