import { OperationalError } from '../../base/errors.ts';
import type { HttpAnswer, HttpRequest, HttpService } from '../../catalog/families/http-service.ts';

/** What the other side answers: JSON for a plain value. */
export type Answering = (
  request: HttpRequest,
  count: number,
) => { status?: number; headers?: Record<string, string>; body?: unknown; retryAfterMs?: number } | 'lost';

/** A service in memory, for tests of what steps do with answers; what was asked is in `asked`. */
export class MemoryHttp implements HttpService {
  readonly name = 'HR API';
  readonly title = 'hr-api.example';
  readonly concurrency: number;
  readonly asked: HttpRequest[] = [];
  readonly #answer: Answering;
  readonly #secret: string;

  constructor(answer: Answering, { concurrency = 4, secret = '\u0000' } = {}) {
    this.#answer = answer;
    this.concurrency = concurrency;
    this.#secret = secret;
  }

  mask(text: string): string {
    return text.replaceAll(this.#secret, '•••');
  }

  addressOf({ url, query }: Pick<HttpRequest, 'url' | 'query'>): string {
    const made = new URL(url, 'https://hr-api.example/');
    for (const [name, value] of query ?? []) made.searchParams.append(name, value);
    return made.href;
  }

  async send(request: HttpRequest): Promise<HttpAnswer> {
    (request.signal as AbortSignal).throwIfAborted();
    this.asked.push(request);
    const count = this.asked.length;
    await new Promise((resolve) => setImmediate(resolve));
    const answer = this.#answer(request, count);
    if (answer === 'lost') throw new OperationalError('no-answer', `${this.title} did not answer within 60 s.`, { retryable: request.method !== 'POST' });
    const { status = 200, headers = {}, body = '', retryAfterMs } = answer;
    const isText = typeof body === 'string';
    return {
      status,
      headers: { 'content-type': isText ? 'text/plain' : 'application/json', ...headers },
      body: Buffer.from(isText ? body : JSON.stringify(body)),
      url: this.addressOf(request),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  }
}
