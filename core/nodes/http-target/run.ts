import { OperationalError, UserError } from '../../base/errors.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';
import type { Families } from '../../catalog/families/families.ts';
import type { Batch } from '../../data/batch.ts';
import { slice } from '../../data/batch-ops.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { defineRun, type Rehearsal, type RejectReason, type Sender, type Sent, type StepContext, type WouldDo } from '../../engine/node-door.ts';
import { AnswerJudge, jsonOf } from '../../formats/http/answer.ts';
import { pathOf, valueAtPath } from '../../formats/http/value-path.ts';
import { type GroupRequest, GroupRequests } from './group-request.ts';
import type { HttpTargetConfig } from './spec.ts';

/** Sends records to a service, one request for each or for several. */
export const run = defineRun<HttpTargetConfig>({
  role: 'sender',
  open: async (config, context) => new HttpSender(config, context, await context.connection('http', config.connection)),
  rehearse: async (config, context) => rehearse(config, context, await context.connection('http', config.connection)),
});

const MOST_BYTES = 4 << 20;
/** The service was not reached, or said no before it did anything. */
const NOT_SENT = new Set([
  'name-not-found',
  'connection-refused',
  'connection-timeout',
  'connection-lost',
  'certificate-wrong',
  'redirect-refused',
  'value-not-sendable',
  'template-not-json',
  'field-missing',
]);
/** Statuses of a service that may have acted all the same. */
const DOUBTFUL = new Set([408, 500, 502, 504]);

class HttpSender implements Sender {
  readonly target: string;
  readonly groupSize: number;
  readonly knowsKeys: boolean;
  readonly #context: StepContext;
  readonly #service: Families['http'];
  readonly #requests: GroupRequests;
  readonly #judge: AnswerJudge;
  readonly #items: { readonly list: readonly string[]; readonly error: readonly string[] } | null;

  constructor(config: HttpTargetConfig, context: StepContext, service: Families['http']) {
    this.target = service.title;
    this.#context = context;
    this.#service = service;
    this.#requests = new GroupRequests(config, context);
    this.#judge = new AnswerJudge(config, service);
    this.groupSize = this.#requests.groupSize;
    const { itemsPath, itemErrorPath } = config;
    this.#items = itemsPath === '' || config.preset !== 'own' || this.groupSize === 1 ? null : { list: pathOf(itemsPath), error: pathOf(itemErrorPath) };
    this.knowsKeys = config.knowsKeys;
  }

  async send(group: Batch, key: string): Promise<Sent> {
    let answer: Awaited<ReturnType<Families['http']['send']>>;
    try {
      answer = await this.#service.send({ ...this.#requests.of(group, key), mostBytes: MOST_BYTES, signal: this.#context.signal });
    } catch (error) {
      if (error instanceof UserError) return { outcome: 'not-done', error };
      if (error instanceof OperationalError && NOT_SENT.has(error.code)) return { outcome: 'not-done', error };
      throw error;
    }
    const wrong = this.#judge.status(answer);
    if (wrong && DOUBTFUL.has(answer.status) && !this.knowsKeys) throw wrong;
    if (wrong) return { outcome: 'not-done', error: wrong };
    const json = jsonOf(answer);
    const bad = this.#judge.content(answer, json);
    if (bad) return { outcome: 'not-done', error: bad };
    return { outcome: 'done', answer: `${answer.status} ${this.#judge.said(answer)}`.trim(), rejected: this.#itemsNotTaken(group, json) };
  }

  /** Records that the answer to a batch names as not taken. */
  #itemsNotTaken(group: Batch, json: Value | undefined): { row: number; reason: RejectReason }[] {
    const paths = this.#items;
    if (paths === null) return [];
    const items = json === undefined ? undefined : valueAtPath(json, paths.list);
    if (!Array.isArray(items) || items.length !== group.count) {
      this.#context.notice({
        level: 'warning',
        code: 'results-missing',
        message: `${this.target} answered without a result for each of the ${group.count} records, so all of them count as taken.`,
      });
      return [];
    }
    return (items as readonly Value[]).flatMap((item, at) => {
      const said = valueAtPath(item, paths.error);
      if (said === undefined || said === null || said === false || said === '') return [];
      const text = this.#service.mask(canonicalText(said)).slice(0, 200);
      return [{ row: group.selection[at] as number, reason: { code: 'record-refused', message: `${this.target} did not take the record: ${text}` } }];
    });
  }
}

/** Says what would be sent, and sends nothing. */
function rehearse(config: HttpTargetConfig, context: StepContext, service: Families['http']): Rehearsal {
  const requests = new GroupRequests(config, context);
  const sample: WouldDo['sample'] = [];
  let records = 0;
  let inGroup = 0;
  let sent = 0;
  const show = (group: Batch) => {
    const request = requests.of(group, '');
    if (sample.length >= 5) return;
    const address = service.addressOf(request);
    sample.push({ action: 'insert', key: `${request.method} ${address}`, before: null, after: described(request) });
  };
  return {
    push(batch) {
      const size = requests.groupSize;
      for (let at = 0; at < batch.count; ) {
        const to = Math.min(batch.count, at + size - inGroup);
        if (inGroup === 0) {
          sent++;
          try {
            show(slice(batch, at, to));
          } catch (error) {
            if (!(error instanceof OperationalError)) throw error;
            const { code, message } = error;
            for (let row = at; row < to; row++) context.reject(batch, batch.selection[row] as number, { code, message });
            records -= to - at;
            sent--;
          }
        }
        inGroup = (inGroup + to - at) % size;
        at = to;
      }
      records += batch.count;
    },
    finish: async () => ({
      target: service.title,
      insert: records,
      update: 0,
      delete: 0,
      unchanged: 0,
      sample,
      sentence: `${sent === 1 ? 'One request' : `${sent} requests`} would be sent to ${service.title}.`,
    }),
  };
}

function described({ body }: GroupRequest): PlainRecord {
  const shown = createRecord();
  if (body !== undefined) shown['body'] = body.slice(0, 2000);
  return shown;
}
