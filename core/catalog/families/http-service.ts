import type { StopSignal } from '../../base/stop-signal.ts';

/** What a request can ask for. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

/** How long is waited, in ms: for a connection, from there to the first byte of the answer, and for all of it. */
export interface HttpLimits {
  readonly connect: number;
  readonly firstByte: number;
  readonly total: number;
}

/** One request. */
export interface HttpRequest {
  readonly method: HttpMethod;
  /** A path that starts at the connection's address, or a whole address on one of its hosts. */
  readonly url: string;
  /** Put behind what `url` asks already, in order; a name may come twice. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Most bytes of the answer after it was unpacked; beyond them it is the OperationalError `answer-too-large`. */
  readonly mostBytes: number;
  /** Absent: those of the connection. */
  readonly limits?: HttpLimits;
  readonly signal: StopSignal;
}

/** What came back. Any status is an answer; only what never was a whole answer throws. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; several of one name are joined as HTTP says. */
  readonly headers: Readonly<Record<string, string>>;
  /** Unpacked. */
  readonly body: Uint8Array;
  /** Where it came from after redirects, without anything that signs in. */
  readonly url: string;
  /** What the other side asked to wait (Retry-After), ms; may be years. */
  readonly retryAfterMs?: number;
}

/**
 * A service that is spoken to by HTTP, with its way to sign in. Redirects are followed five times at most, without what signs in where the origin changes;
 * private addresses only where the connection says so, checked on the address that is connected to. A token is got once for all who wait for it. Requests
 * wait for their turn where the connection limits how many there may be at once or in a second.
 */
export interface HttpService {
  /** The connection as the user called it. */
  readonly name: string;
  /** The host, as a person knows it: "hr-api.example". */
  readonly title: string;
  /** Requests that may be on their way at the same time. */
  readonly concurrency: number;
  /** The address a request would go to, for people: nothing in it signs in. Throws as `send` does for one that is not allowed. */
  addressOf(request: Pick<HttpRequest, 'url' | 'query'>): string;
  /** A text without what signs in, however the other side has come to it: for everything of an answer that is shown or kept. */
  mask(text: string): string;
  /**
   * Throws when there is no whole answer. Before anything was sent: the errors of `core/connections/README.md` (`name-not-found`, `connection-refused`,
   * `connection-timeout`, `certificate-wrong`, `sign-in-failed`), the UserErrors `address-not-allowed` and `request-wrong`. From then on the OperationalErrors
   * `no-answer` (nobody knows whether it was acted upon; retryable for what may be repeated: GET, HEAD, PUT, DELETE), `answer-too-large`, `answer-broken` and
   * `redirect-refused`. None of them names a secret.
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
}
