import { OperationalError, UserError } from '../../base/errors.ts';
import { parseExact } from '../../base/exact-json.ts';
import type { Value } from '../../base/value.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { binaryKind } from '../look-inside.ts';
import { pathOf, valueAtPath } from './value-path.ts';

/** As much of an answer as judging needs. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly retryAfterMs?: number;
}

/** When an answer counts. */
export interface AnswerRules {
  /** Statuses that do, with commas; empty: 200 to 299. */
  readonly statuses: string;
  /** Names with commas: an answer whose JSON has something there is a failure. */
  readonly failPath: string;
  /** What the JSON must have, and what it must be there; empty: nothing. */
  readonly mustPath: string;
  readonly mustBe: string;
}

/** Who answered, for sentences. */
export interface Answering {
  /** The connection as the user called it: what does not let us in is mended there. */
  readonly name: string;
  /** The service: its host. */
  readonly title: string;
  /** Takes secrets out of what the other side said. */
  mask(text: string): string;
}

/** Statuses of somebody who has too much to do, or is not there for a while. */
const BUSY = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Statuses as a set; null for the usual ones. */
export function statusesOf(text: string): ReadonlySet<number> | null {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  if (parts.length === 0) return null;
  return new Set(parts.map(Number));
}

/** Judges answers of one step by its rules; a path that cannot be understood is told when it is made, before anything is sent. */
export class AnswerJudge {
  readonly #rules: AnswerRules;
  readonly #statuses: ReadonlySet<number> | null;
  readonly #service: Answering;
  readonly #fail: readonly { path: string; keys: readonly string[] }[];
  readonly #must: readonly string[];

  constructor(rules: AnswerRules, service: Answering) {
    this.#rules = rules;
    this.#statuses = statusesOf(rules.statuses);
    this.#service = service;
    const paths = rules.failPath.split(',').map((each) => each.trim());
    this.#fail = paths.filter((path) => path !== '').map((path) => ({ path, keys: pathOf(path) }));
    this.#must = pathOf(rules.mustPath);
  }

  /** Null when the status counts; else what to throw: retryable where the other side is only busy, a UserError where it does not let us in. */
  status(answer: Answered): OperationalError | UserError | null {
    const { status } = answer;
    if (this.#statuses ? this.#statuses.has(status) : status >= 200 && status < 300) return null;
    const said = this.said(answer);
    const words = said === '' ? '' : ` It says: ${said}`;
    const { name, title: who } = this.#service;
    if (status === 401)
      return new UserError('sign-in-failed', `"${name}": ${who} answered with 401: the sign-in was not accepted.${words}`, {
        hint: 'Check the sign-in of the connection: the token or password may have run out, or have been replaced there.',
      });
    if (status === 403)
      return new UserError('not-allowed', `"${name}": ${who} answered with 403: this is not allowed.${words}`, {
        hint: 'Ask for the right there, or use another connection.',
      });
    if (BUSY.has(status))
      return new OperationalError('service-busy', `${who} answered with ${status}.${words}`, {
        retryable: true,
        hint: 'It may be temporary: the settings of the step say how often it is tried.',
        ...(answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs }),
      });
    if (status >= 300 && status < 400)
      return new OperationalError('redirected', `${who} answered with ${status}: it redirects to another address.`, {
        hint: 'Check the address. A way to a page for people to sign in looks like this, too.',
      });
    return new OperationalError('request-refused', `${who} answered with ${status}.${words}`, { hint: 'Check the path, and what was sent.' });
  }

  /** Null when what an answer holds counts; `json` is what it holds, where it is JSON. A page for people is none. */
  content(answer: Answered, json: Value | undefined): OperationalError | null {
    const { mustPath, mustBe } = this.#rules;
    const who = this.#service.title;
    if (json === undefined) {
      const page = looksLikePage(answer);
      if (page)
        return notData(
          `${who} answered with a web page instead of data.`,
          'A page to sign in looks like this. Check the address and the sign-in of the connection.',
        );
      if (mustPath !== '')
        return notData(
          `${who} answered with something that is not JSON, so it cannot be seen whether it worked.`,
          'Check the address, or take away the condition.',
        );
      return null;
    }
    for (const { path, keys } of this.#fail)
      if (isSomething(valueAtPath(json, keys))) {
        const said = this.said(answer);
        return notData(
          `${who} answered that it failed: ${said === '' ? path : said}`,
          `The answer has something at "${path}", which the step takes for a failure.`,
        );
      }
    if (mustPath === '') return null;
    const found = valueAtPath(json, this.#must);
    const text = found === undefined ? '' : canonicalText(found);
    if (mustBe === '' ? isSomething(found) : text === mustBe) return null;
    return notData(
      `${who} answered with ${found === undefined ? 'nothing' : `"${this.#service.mask(text).slice(0, 100)}"`} at ${mustPath}.`,
      'By the condition of the step, that is a failure.',
    );
  }

  /** What the other side said, in a line of at most 200 characters: the message of an error in JSON, or the beginning of a text. */
  said({ body, headers }: Answered): string {
    if (body.length === 0 || binaryKind(body) !== null) return '';
    const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, 20_000)).toString('utf8');
    const message = messageIn(text) ?? (/html|xml/i.test(headers['content-type'] ?? '') ? text.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ') : text);
    const line = this.#service
      .mask(message)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what the other side says is shown as one line
      .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
      .trim();
    return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
  }
}

/** The JSON of an answer, or undefined where it is none. */
export function jsonOf({ body }: Pick<Answered, 'body'>): Value | undefined {
  const first = body.find((byte) => byte > 32 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  if (first === undefined || !'{["-0123456789tfn'.includes(String.fromCharCode(first))) return undefined;
  try {
    return parseExact(
      Buffer.from(body.buffer, body.byteOffset, body.byteLength)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    );
  } catch {
    return undefined;
  }
}

/** Whether an answer is a page for people. */
export function looksLikePage({ headers, body }: Pick<Answered, 'headers' | 'body'>): boolean {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 512)).toString('utf8').trimStart();
  return /^<(!doctype html|html|head|body|!--)/i.test(start) || (/text\/html/i.test(headers['content-type'] ?? '') && start.startsWith('<'));
}

function notData(message: string, hint: string): OperationalError {
  return new OperationalError('answer-not-good', message, { hint });
}

function isSomething(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return false;
  return !Array.isArray(value) || value.length > 0;
}

const MESSAGES = ['message', 'error_description', 'detail', 'title', 'error', 'errors', 'reason', 'description'];

function messageIn(text: string): string | null {
  if (!/^\s*[{[]/.test(text)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  for (let depth = 0; depth < 4; depth++) {
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) value = value[0];
    else if (value !== null && typeof value === 'object') {
      const held = value as Record<string, unknown>;
      const key = MESSAGES.find((each) => Object.hasOwn(held, each) && held[each] !== null && held[each] !== '');
      if (key === undefined) return null;
      value = held[key];
    } else break;
  }
  return typeof value === 'string' ? value : null;
}
