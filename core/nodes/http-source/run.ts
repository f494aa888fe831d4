import { createHash } from 'node:crypto';
import { fillAddress, fillKnown, withinJson } from '../../base/address-template.ts';
import type { Place } from '../../base/errors.ts';
import type { Families } from '../../catalog/families/families.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch, runningOrigin, slice } from '../../data/batch-ops.ts';
import { defineRun, type Emit, type Source, type SourcePosition, type SourceReading, type SourceSpan, type StepContext } from '../../engine/node-door.ts';
import { AnswerJudge, jsonOf } from '../../formats/http/answer.ts';
import { GrowingField, nextAnswer } from './growing-field.ts';
import { type PageRequest, Pager } from './pager.ts';
import { type PageRecords, readAnswer } from './read-answer.ts';
import type { HttpSourceConfig } from './spec.ts';

/** Asks a service for its records, page by page, and gives each page as soon as it is there. */
export const run = defineRun<HttpSourceConfig>({
  role: 'source',
  open: async (config, context) => new HttpSource(config, context, await context.connection('http', config.connection)),
  next: (config, { position }) => nextAnswer(config, position),
});

/** Pages that are named one by one. */
const MOST_SHOWN = 20;
const NOTHING = createBatch([], [], 0, runningOrigin(0, 0));

class HttpSource implements Source {
  readonly #config: HttpSourceConfig;
  readonly #context: StepContext;
  readonly #service: Families['http'];
  readonly #judge: AnswerJudge;
  readonly #growing: GrowingField | null;
  readonly #begins: { page: string; ordinal: number }[] = [];
  readonly #readings: SourceReading[] = [];
  #ordinal = 0;

  constructor(config: HttpSourceConfig, context: StepContext, service: Families['http']) {
    this.#config = config;
    this.#context = context;
    this.#service = service;
    this.#judge = new AnswerJudge(config, service);
    this.#growing = config.watermark === '' ? null : new GrowingField(config, context);
  }

  async read(emit: Emit): Promise<void> {
    const { signal, limit } = this.#context;
    const pager = new Pager(this.#config, this.#service.title, this.#firstRequest());
    for (let request: PageRequest | null = pager.first(); request !== null && this.#ordinal < limit; ) {
      signal.throwIfAborted();
      const asked: PageRequest = request;
      const answer = await this.#context.tryAgain(() => this.#ask(asked));
      if (answer === null) break;
      const records = readAnswer(answer, this.#config, this.#context.index, this.#service.title);
      this.#readings.push({ name: this.#service.mask(answer.url), bytes: answer.body.length });
      await this.#give(records, this.#service.mask(answer.url), emit);
      const print = createHash('sha256').update(answer.body).digest('hex');
      request = pager.next({ url: answer.url, headers: answer.headers, json: answer.json, records: records.count, print });
    }
    signal.throwIfAborted();
    const told = this.#growing?.notice() ?? null;
    if (told) this.#context.notice(told);
    if (this.#ordinal === 0) this.#context.notice({ level: 'warning', code: 'no-records', message: `${this.#service.title} gave no records.` });
  }

  readings(): SourceReading[] {
    if (this.#readings.length <= MOST_SHOWN) return this.#readings;
    const rest = this.#readings.slice(MOST_SHOWN);
    const pages = rest.length;
    const name = `and ${pages} more pages of ${this.#service.title}`;
    return [...this.#readings.slice(0, MOST_SHOWN), { name, bytes: rest.reduce((sum, { bytes = 0 }) => sum + bytes, 0) }];
  }

  position(): SourcePosition | null {
    return this.#growing?.position() ?? null;
  }

  span(): SourceSpan | null {
    return this.#growing?.span() ?? null;
  }

  locate(ordinal: number): Place | null {
    const begin = this.#begins.findLast((one) => one.ordinal <= ordinal);
    return begin ? { file: begin.page, row: ordinal - begin.ordinal + 1 } : null;
  }

  #firstRequest(): PageRequest {
    const { path, query } = this.#config;
    const asked = query.filter(({ key }) => key !== '').map(({ key, value }) => [key, fillKnown(value, this.#context)] as const);
    return { url: fillAddress(path, this.#context), query: [...asked, ...(this.#growing?.query ?? [])] };
  }

  /** The answer, when it counts; null behind the last page. */
  async #ask({ url, query }: PageRequest) {
    const { method, headers, body, mostBytes, endStatus, paging } = this.#config;
    const { signal } = this.#context;
    const isJson = /^\s*[{[]/.test(body);
    const answer = await this.#service.send({
      method,
      url,
      query,
      headers: {
        accept: ['application/json', 'application/x-ndjson', 'text/csv;q=0.9', '*/*;q=0.5'].join(', '),
        ...(method === 'POST' && isJson ? { 'content-type': 'application/json' } : {}),
        ...Object.fromEntries(headers.filter(({ key }) => key !== '').map(({ key, value }) => [key.toLowerCase(), fillKnown(value, this.#context)])),
      },
      ...(method === 'POST' ? { body: fillKnown(body, this.#context, isJson ? withinJson : undefined) } : {}),
      mostBytes,
      signal,
    });
    if (endStatus !== 0 && answer.status === endStatus && (paging === 'page' || paging === 'offset') && this.#readings.length > 0) return null;
    const json = jsonOf(answer);
    const wrong = this.#judge.status(answer) ?? this.#judge.content(answer, json);
    if (wrong) throw wrong;
    return { ...answer, json };
  }

  async #give({ batches, problems, warnings, count }: PageRecords, page: string, emit: Emit): Promise<void> {
    const { limit } = this.#context;
    const base = this.#ordinal;
    this.#begins.push({ page, ordinal: base });
    this.#ordinal += count;
    for (const { ordinal, code, message, line, byte, text } of problems)
      if (base + ordinal < limit) this.#context.rejectRaw(text, base + ordinal, { file: page, row: line, byte }, { code, message });
    let given = problems.length;
    for (const batch of batches) {
      const left = limit - base - given;
      if (left <= 0) break;
      const part = moved(left < batch.count ? slice(batch, 0, left) : batch, base);
      given += part.count;
      await emit(OUT_PORT, this.#growing?.fresh(part) ?? part);
    }
    this.#growing?.tidy();
    if (problems.length > 0) await emit(OUT_PORT, NOTHING);
    for (const { code, message, count: times } of warnings) if (times > 0) this.#context.notice({ level: 'warning', code, message, place: { file: page } });
  }
}

/** The same records with ordinals that count on. */
function moved(batch: Batch, base: number): Batch {
  if (base === 0) return batch;
  const { first, ordinals, source } = batch.origin;
  return { ...batch, origin: { source, first: first + base, ordinals: ordinals ? ordinals.map((ordinal) => ordinal + base) : null } };
}
