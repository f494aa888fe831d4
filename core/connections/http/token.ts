import type * as OpenId from 'openid-client';
import { OperationalError, SwivelError, UserError } from '../../base/errors.ts';
import type { ConnectContext, Secrets } from '../../catalog/connection-spec.ts';
import type { HttpConfig } from './http-config.ts';
import type { Named } from './say-failure.ts';
import type { HopAnswer } from './transport.ts';

/** How the sign-in service is asked: never by itself, so that it is checked and limited as every request is. */
export type AskSignIn = (request: { method: 'GET' | 'POST'; url: URL; headers: Record<string, string>; body: string | undefined }) => Promise<HopAnswer>;

/** Tokens are got anew this long before they end, or after nine tenths of a short life. */
const EARLY_MS = 30_000;

/** Tokens of OAuth 2 (client credentials, RFC 6749 section 4.4). One is got for all who wait for it, and kept until shortly before it ends. */
export class TokenSource {
  readonly #config: HttpConfig;
  readonly #secret: string;
  readonly #named: Named;
  readonly #context: ConnectContext;
  readonly #ask: AskSignIn;
  #server: Promise<OpenId.Configuration> | null = null;
  #pending: Promise<string> | null = null;
  #token: { text: string; until: number } | null = null;
  readonly #given = new Set<string>();
  /** Of what the sign-in service answered last. */
  #status = 0;

  constructor(config: HttpConfig, secrets: Secrets, named: Named, context: ConnectContext, ask: AskSignIn) {
    this.#config = config;
    this.#secret = secrets['client-secret'] ?? '';
    this.#named = named;
    this.#context = context;
    this.#ask = ask;
    if (config.clientId === '' || this.#secret === '')
      throw new UserError('connection-unset', `"${named.name}": The client id or its secret is missing.`, {
        hint: 'Complete the sign-in of the connection under Connections.',
      });
  }

  /** A token that is good for a while yet. */
  get(): Promise<string> {
    if (this.#token && this.#context.clock.monotonic() < this.#token.until) return Promise.resolve(this.#token.text);
    this.#pending ??= this.#fetch().finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  /** The other side did not take this token; one that was got since then is kept. */
  refuse(token: string): void {
    if (this.#token?.text === token) this.#token = null;
  }

  /** A text without any of the tokens that were got. */
  mask(text: string): string {
    return [...this.#given].reduce((masked, token) => masked.replaceAll(token, '•••'), text);
  }

  /** Seconds the token at hand is good for, for people; null where that was not said. */
  get goodForMs(): number | null {
    return this.#token === null || this.#token.until === Number.POSITIVE_INFINITY ? null : this.#token.until - this.#context.clock.monotonic();
  }

  async #fetch(): Promise<string> {
    const { clock } = this.#context;
    const asked = clock.monotonic();
    this.#status = 0;
    try {
      const openid = await import('openid-client');
      this.#server ??= this.#find(openid);
      const server = await this.#server.catch((error: unknown) => {
        this.#server = null;
        throw error;
      });
      const { scope, audience } = this.#config;
      const parameters = { ...(scope === '' ? {} : { scope }), ...(audience === '' ? {} : { audience }) };
      const answer = await openid.clientCredentialsGrant(server, parameters);
      const lifeMs = answer.expires_in === undefined ? Number.POSITIVE_INFINITY : answer.expires_in * 1000;
      this.#token = { text: answer.access_token, until: asked + Math.max(lifeMs - EARLY_MS, lifeMs * 0.9) };
      this.#given.add(answer.access_token);
      for (const secret of [answer.access_token, answer.refresh_token, answer.id_token]) if (secret) this.#context.hide(secret);
      return answer.access_token;
    } catch (error) {
      throw this.#said(error);
    }
  }

  async #find(openid: typeof OpenId): Promise<OpenId.Configuration> {
    const { tokenFrom, tokenAddress, issuer, clientId, clientIn } = this.#config;
    const proof = clientIn === 'header' ? openid.ClientSecretBasic(this.#secret) : openid.ClientSecretPost(this.#secret);
    const address = new URL(tokenFrom === 'address' ? tokenAddress : issuer);
    if (tokenFrom === 'address') {
      const server = new openid.Configuration({ issuer: address.origin, token_endpoint: address.href }, clientId, {}, proof);
      server[openid.customFetch] = (url, options) => this.#fetchFor(url, options);
      if (address.protocol === 'http:') openid.allowInsecureRequests(server);
      return server;
    }
    const server = await openid.discovery(address, clientId, {}, proof, {
      [openid.customFetch]: (url, options) => this.#fetchFor(url, options),
      ...(address.protocol === 'http:' ? { execute: [openid.allowInsecureRequests] } : {}),
    });
    const found = server.serverMetadata().token_endpoint ?? '';
    if (found === '' || new URL(found).host !== address.host || new URL(found).protocol !== address.protocol)
      throw new UserError('sign-in-failed', `"${this.#named.name}": ${address.host} names ${found === '' ? 'no address' : new URL(found).host} for tokens.`, {
        hint: 'If that is right, choose "Token address" instead and type it, so that the secret goes nowhere else.',
      });
    return server;
  }

  async #fetchFor(url: string, options: { method: string; headers: Record<string, string>; body?: unknown }): Promise<Response> {
    const body = options.body === undefined || options.body === null ? undefined : String(options.body);
    const method = options.method === 'POST' ? 'POST' : 'GET';
    const { status, headers, body: bytes } = await this.#ask({ method, url: new URL(url), headers: options.headers, body });
    this.#status = status;
    const kept = Object.entries(headers).filter(([name]) => name !== 'content-encoding' && name !== 'content-length' && name !== 'set-cookie');
    const isEmpty = status === 204 || status === 205 || status === 304;
    return new Response(isEmpty ? null : Buffer.from(bytes), { status, headers: kept });
  }

  #said(error: unknown): unknown {
    const { name, mask } = this.#named;
    for (let inner: unknown = error, depth = 0; depth < 5 && inner instanceof Error; inner = inner.cause, depth++)
      if (inner instanceof SwivelError) return notAsked(inner, name);
    if (this.#context.signal.aborted) return this.#context.signal.reason;
    const known = error as { error?: unknown; error_description?: unknown; message?: unknown };
    const status = this.#status;
    const what = typeof known.error === 'string' ? `${known.error}${typeof known.error_description === 'string' ? ` – ${known.error_description}` : ''}` : '';
    const details = mask(what === '' ? String(known.message ?? error) : what).slice(0, 500);
    if (what === '' || status >= 500 || status === 429)
      return new OperationalError('connection-lost', `"${name}": The sign-in service gave no token.`, {
        retryable: status >= 500 || status === 429,
        details,
        hint: 'Is the address for tokens right? Test the connection to see what it answers.',
      });
    return new UserError('sign-in-failed', `"${name}": The sign-in service refused to give a token: ${details}`, {
      hint: 'Check the client id, its secret, the scope and the audience.',
      details,
    });
  }
}

/** What went wrong with the sign-in service: whatever it was, nothing was asked of the service itself yet. */
function notAsked(error: SwivelError, name: string): SwivelError {
  if (!(error instanceof OperationalError) || error.code !== 'no-answer') return error;
  return new OperationalError('connection-lost', `"${name}": The sign-in service gave no token.`, { retryable: true, details: error.message, cause: error });
}
