import { fillAddress, fillKnown, withinJson } from '../../base/address-template.ts';
import { OperationalError } from '../../base/errors.ts';
import { isHeaderName, isHeaderValue } from '../../base/http-header.ts';
import type { Value } from '../../base/value.ts';
import type { Families } from '../../catalog/families/families.ts';
import type { Batch } from '../../data/batch.ts';
import type { StepContext } from '../../engine/node-door.ts';
import { AnswerJudge, jsonOf, statusesOf } from '../../formats/http/answer.ts';
import { fieldsOf, missingIn, recordAddress, recordJson, recordText } from '../../formats/http/record-template.ts';
import { pathOf, valueAtPath } from '../../formats/http/value-path.ts';
import type { HttpLookupConfig } from './spec.ts';

type Request = Parameters<Families['http']['send']>[0];
type Asked = Pick<Request, 'method' | 'url' | 'query' | 'headers'> & { readonly body?: string };

/** What a call found: nothing where there is no such thing. */
export type Found = { readonly value: Value } | null;

const MOST_REMEMBERED = 10_000;
/** Errors that are about the record that was asked for, not about the service. */
const ABOUT_RECORD = new Set([
  'request-refused',
  'redirected',
  'answer-not-good',
  'answer-too-large',
  'answer-broken',
  'value-not-sendable',
  'template-not-json',
  'field-missing',
]);

/** Whether an error is about what was asked for, so that other records may fare better. */
export function isAboutRecord(error: unknown): error is OperationalError {
  return error instanceof OperationalError && ABOUT_RECORD.has(error.code);
}

/** Calls a service for records, equal calls once where that is wished. */
export class Asking {
  readonly #config: HttpLookupConfig;
  readonly #context: StepContext;
  readonly #service: Families['http'];
  readonly #judge: AnswerJudge;
  readonly #missing: ReadonlySet<number>;
  readonly #remembered = new Map<string, Promise<Found>>();

  constructor(config: HttpLookupConfig, context: StepContext, service: Families['http']) {
    this.#config = config;
    this.#context = context;
    this.#service = service;
    this.#judge = new AnswerJudge(config, service);
    this.#missing = statusesOf(config.missingStatuses) ?? new Set();
  }

  /** Asks for one record. */
  record(batch: Batch, row: number): Promise<Found> {
    return this.#once(this.#requestFor(batch, row));
  }

  /** Asks for several keys at once: what belongs to each, by its text. */
  async keys(keys: readonly string[]): Promise<Found> {
    const { method, path, query, headers, keyName } = this.#config;
    const fill = (text: string) => fillKnown(text, this.#context);
    const asked = query.filter(({ key }) => key !== '').map(({ key, value }) => [key, fill(value)] as const);
    const set = Object.fromEntries(headers.filter(({ key }) => key !== '').map(({ key, value }) => [key.toLowerCase(), fill(value)]));
    return this.#once({
      method,
      url: fillAddress(path, this.#context),
      query: method === 'GET' ? [...asked, [keyName, keys.join(',')]] : asked,
      headers: method === 'GET' ? set : { 'content-type': 'application/json', ...set },
      ...(method === 'GET' ? {} : { body: JSON.stringify({ [keyName]: keys }) }),
    });
  }

  #requestFor(batch: Batch, row: number): Asked {
    const { method, path, query, headers, template } = this.#config;
    const field = fieldsOf(batch);
    const fill = (text: string) => fillKnown(text, this.#context);
    for (const text of [path, method === 'POST' ? template : '', ...query.map(({ value }) => value), ...headers.map(({ value }) => value)]) {
      const [missing] = missingIn(text, field);
      if (missing !== undefined) throw new OperationalError('field-missing', `The record has no field "${missing}", which the request needs.`);
    }
    const set: Record<string, string> = method === 'POST' ? { 'content-type': 'application/json' } : {};
    for (const { key: name, value } of headers) {
      if (name === '') continue;
      const text = recordText(value, field, row, fill);
      if (!isHeaderName(name) || !isHeaderValue(text))
        throw new OperationalError('value-not-sendable', `The header ${name} would hold a line break or another character that no header can hold.`);
      set[name.toLowerCase()] = text;
    }
    return {
      method,
      url: this.#address(path, batch, row),
      query: query.filter(({ key }) => key !== '').map(({ key, value }) => [key, recordText(value, field, row, fill)]),
      headers: set,
      ...(method === 'POST' ? { body: this.#body(template, batch, row) } : {}),
    };
  }

  #address(path: string, batch: Batch, row: number): string {
    try {
      return recordAddress(path, fieldsOf(batch), row, (text) => fillAddress(text, this.#context));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'bad-template') throw new OperationalError('value-not-sendable', error.message);
      throw error;
    }
  }

  #body(template: string, batch: Batch, row: number): string {
    const text = recordJson(template, fieldsOf(batch), row, (piece, inText) => fillKnown(piece, this.#context, inText ? withinJson : JSON.stringify));
    try {
      JSON.parse(text);
    } catch {
      throw new OperationalError('template-not-json', 'What the template makes of this record is not JSON.');
    }
    return text;
  }

  #once(asked: Asked): Promise<Found> {
    if (!this.#config.remember) return this.#ask(asked);
    const name = JSON.stringify([asked.method, asked.url, asked.query, asked.headers, asked.body]);
    let found = this.#remembered.get(name);
    if (!found) {
      if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.delete(this.#remembered.keys().next().value ?? '');
      found = this.#ask(asked);
      this.#remembered.set(name, found);
      found.catch(() => this.#remembered.delete(name));
    }
    return found;
  }

  #ask(asked: Asked): Promise<Found> {
    const { method, onlyReads } = this.#config;
    const call = () => this.#call(asked);
    return method === 'GET' || onlyReads ? this.#context.tryAgain(call) : call();
  }

  async #call(asked: Asked): Promise<Found> {
    const { mostBytes, resultPath } = this.#config;
    const answer = await this.#service.send({ ...asked, mostBytes, signal: this.#context.signal });
    if (this.#missing.has(answer.status)) return null;
    const wrong = this.#judge.status(answer);
    if (wrong) throw wrong;
    if (answer.status === 204) return null;
    const json = jsonOf(answer);
    const bad = this.#judge.content(answer, json);
    if (bad) throw bad;
    if (json === undefined)
      throw new OperationalError('answer-not-good', `${this.#service.title} answered with something that is not JSON.`, {
        hint: 'Only values of an answer in JSON can be added.',
      });
    const value = resultPath === '' ? json : valueAtPath(json, pathOf(resultPath));
    if (value === undefined || value === null) return null;
    return Array.isArray(value) && value.length === 0 ? null : { value };
  }
}
