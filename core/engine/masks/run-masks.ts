import type { ErrorReport } from '../../base/errors.ts';
import type { Sample } from '../../base/sample.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Batch } from '../../data/batch.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { valueAt } from '../../data/column-value.ts';
import { rowValues } from '../../data/records.ts';
import type { FieldMask } from '../../flow/flow.ts';
import type { WouldDo } from '../node-door.ts';
import type { Plan } from '../plan/plan.ts';
import type { RejectedRecord } from '../threads/messages.ts';
import { createMaskValue, HIDDEN, type MaskValue, type MaskWay, type Secret, secretOf, withoutSecrets } from './mask-value.ts';
import { StepMasks } from './step-masks.ts';

/** What a run is given to mask with. */
export interface MaskJob {
  /** The workspace's own key, in hex. */
  readonly key: string;
  readonly fields: readonly FieldMask[];
}

const RAW_HIDDEN = `${HIDDEN} (the text of a record is not kept, because this flow hides personal fields)`;
const LOG_HIDDEN = `${HIDDEN} (what the step says here is not kept, because personal fields arrive at it)`;

/**
 * Makes personal fields unreadable in all that a run tells to be kept: samples, rejects, captures, logs, errors, forecasts. What the steps work with and what the
 * targets get stays as it is.
 */
export class RunMasks {
  readonly #mask: MaskValue;
  readonly #steps: readonly StepMasks[];
  readonly #atWork = new Map<number, Batch | null>();
  readonly #linked = new Map<number, readonly string[]>();

  constructor({ key, fields }: MaskJob, plan: Plan, catalog: Catalog) {
    this.#mask = createMaskValue(key);
    this.#steps = plan.steps.map((step) => new StepMasks(fields, step, catalog.get(step.kind)));
  }

  /** A batch is on its way from one step to another. */
  pass(link: Plan['links'][number], names: readonly string[], rejected: boolean): void {
    if (this.#linked.get(link.index) === names) return;
    this.#linked.set(link.index, names);
    const from = this.#at(link.from);
    this.#at(link.to).arrive(link.toPort, names, (name) => (rejected ? from.wayRejected(name) : from.wayOut(name)));
  }

  /** A batch is being worked on: what the step says meanwhile may show values of it. Null: of all that it has taken so far. */
  working(step: number, batch: Batch | null): void {
    this.#atWork.set(step, batch);
  }

  /** A batch as it may be kept, and the fields that were masked. */
  batch(step: number, side: 'in' | 'out', batch: Batch): { batch: Batch; masked: readonly string[] } {
    const masked: string[] = [];
    const columns = batch.columns.map((column, at) => {
      const name = batch.names[at] as string;
      const way = side === 'in' ? this.#at(step).wayIn(name) : this.#at(step).wayOut(name);
      if (way === null) return column;
      masked.push(name);
      const texts: (string | null)[] = new Array(batch.rows).fill(null);
      for (let position = 0; position < batch.count; position++) {
        const row = batch.selection[position] as number;
        texts[row] = this.#mask(valueAt(column, row), way);
      }
      return textColumn(texts);
    });
    return masked.length === 0 ? { batch, masked } : { batch: { ...batch, columns }, masked };
  }

  /** A sample as it may be kept. */
  sample(step: number, port: string, isReject: boolean, sample: Sample): Sample {
    const at = this.#at(step);
    const ways = sample.fields.map(({ name }) => this.#sampled(at, port, isReject, name));
    if (ways.every((way) => way === null)) return sample;
    const secrets = (row: readonly Value[]) => this.#secrets(row, ways);
    return {
      ...sample,
      fields: sample.fields.map((field, column) => (ways[column] ? { name: field.name, type: 'text' as const } : field)),
      rows: sample.rows.map((row) => row.map((value, column) => (ways[column] ? this.#mask(value, ways[column]) : value))),
      ...(sample.reasons ? { reasons: sample.reasons.map((reason, row) => this.#reason(reason, at, secrets(sample.rows[row] ?? []))) } : {}),
      profile: sample.profile.map((column) => {
        const hidden = ways[sample.fields.findIndex((field) => field.name === column.name)];
        if (!hidden) return column;
        const { min: _min, max: _max, ...rest } = column;
        return rest;
      }),
    };
  }

  /** A rejected record as it may be kept; `row` is the record in the batch it was rejected from. */
  reject(step: number, rejected: RejectedRecord, batch: Batch, row: number): RejectedRecord {
    const at = this.#at(step);
    const ways = batch.names.map((name) => at.wayRejected(name));
    if (ways.every((way) => way === null)) return rejected;
    const reason = this.#reason(rejected, at, this.#secrets(rowValues(batch, row), ways));
    if (!rejected.record) return reason;
    const record: PlainRecord = createRecord();
    for (const [name, value] of Object.entries(rejected.record)) {
      const way = at.wayRejected(name);
      record[name] = way === null ? value : this.#mask(valueAt(batch.columns[batch.names.indexOf(name)] ?? textColumn([null]), row), way);
    }
    return { ...reason, record };
  }

  /** A text that never became a record: nobody can tell where in it the personal fields are. */
  rejectedText(rejected: RejectedRecord): RejectedRecord {
    const { value: _value, ...rest } = rejected;
    return { ...rest, message: withoutQuoted(rejected.message), raw: RAW_HIDDEN };
  }

  /** What a snippet logs. */
  log(step: number, text: string): string {
    return this.#at(step).hidesAnything ? LOG_HIDDEN : text;
  }

  /** A sentence of a step: values of the records it is working on are taken out. */
  text(step: number, text: string): string {
    const batch = this.#atWork.get(step);
    const at = this.#steps[step];
    if (batch === undefined || !at) return text;
    if (batch === null) return at.hidesAnything ? withoutQuoted(text, (piece) => at.isNamed(piece)) : text;
    const ways = batch.names.map((name) => at.wayIn(name));
    const columns = batch.columns.flatMap((column, index) => (ways[index] ? [{ column, way: ways[index] }] : []));
    const secrets: Secret[] = [];
    for (let position = 0; position < batch.count; position++)
      for (const { column, way } of columns) {
        const value = valueAt(column, batch.selection[position] as number);
        // Masking takes its time, and a whole batch is held against the sentence: first whether the value is there at all.
        const found = secretOf(value, HIDDEN);
        if (found && mayShow(text, found.text)) secrets.push({ ...found, mask: this.#mask(value, way) ?? HIDDEN });
      }
    return withoutSecrets(text, secrets);
  }

  /** An error as it may be kept. */
  error(step: number, report: ErrorReport): ErrorReport {
    const { details, ...rest } = report;
    return {
      ...rest,
      message: this.text(step, report.message),
      ...(report.hint === undefined ? {} : { hint: this.text(step, report.hint) }),
      ...(details === undefined ? {} : { details: this.text(step, details) }),
    };
  }

  /** What a target would do, as it may be kept. */
  wouldDo(step: number, wouldDo: WouldDo): WouldDo {
    const at = this.#at(step);
    const masked = (record: PlainRecord | null, secrets: Secret[]) => {
      if (record === null) return null;
      const kept: PlainRecord = createRecord();
      for (const [name, value] of Object.entries(record)) {
        const way = at.wayIn(name);
        kept[name] = way === null ? value : this.#mask(value, way);
        const secret = way === null ? null : secretOf(value, this.#mask(value, way));
        if (secret) secrets.push(secret);
      }
      return kept;
    };
    return {
      ...wouldDo,
      sample: wouldDo.sample.map(({ action, key, before, after }) => {
        const secrets: Secret[] = [];
        const records = { before: masked(before, secrets), after: masked(after, secrets) };
        return { action, key: withoutSecrets(key, secrets), ...records };
      }),
    };
  }

  #at(step: number): StepMasks {
    return this.#steps[step] as StepMasks;
  }

  #sampled(at: StepMasks, port: string, isReject: boolean, name: string): MaskWay | null {
    if (isReject) return name === 'raw' && at.hidesAnything ? 'hide' : at.wayRejected(name);
    return port === 'filtered' || port === 'duplicates' ? (at.wayIn(name) ?? at.wayOut(name)) : at.wayOut(name);
  }

  #secrets(values: readonly Value[], ways: readonly (MaskWay | null)[]): Secret[] {
    return values.flatMap((value, index) => {
      const way = ways[index] ?? null;
      const secret = way === null ? null : secretOf(value, this.#mask(value, way));
      return secret ? [secret] : [];
    });
  }

  #reason<R extends { message: string; field?: string | undefined; value?: string | undefined; hint?: string | undefined }>(
    reason: R,
    at: StepMasks,
    secrets: readonly Secret[],
  ): R {
    const way = reason.field === undefined ? null : at.wayRejected(reason.field);
    const own = way !== null && reason.value !== undefined ? secretOf(reason.value, this.#mask(reason.value, way)) : null;
    const all = own ? [own, ...secrets] : secrets;
    return {
      ...reason,
      message: withoutSecrets(reason.message, all),
      ...(reason.value === undefined ? {} : { value: way === null ? withoutSecrets(reason.value, all) : (this.#mask(reason.value, way) ?? HIDDEN) }),
      ...(reason.hint === undefined ? {} : { hint: withoutSecrets(reason.hint, all) }),
    };
  }
}

/** Quick look before the careful one: a whole batch of values is held against each sentence. */
function mayShow(text: string, secret: string): boolean {
  return text.includes(secret.length > 8 ? secret.slice(0, 8) : secret.trim());
}

/**
 * A text without what it quotes, from the first quotation mark to the last, as values may hold such marks themselves. Stays as it is where all that it quotes
 * may be shown.
 */
function withoutQuoted(text: string, isShown: (piece: string) => boolean = () => false): string {
  const pieces = [...text.matchAll(/“([^”]*)”|«([^»]*)»|‘([^’]*)’|"([^"]*)"|'([^']*)'/gu)].map((match) => match.slice(1).find((piece) => piece !== undefined));
  if (pieces.every((piece) => piece === undefined || isShown(piece))) return text;
  return text.replace(/(["“‘'«]).*(["”’'»])/su, (_whole, open: string, close: string) => `${open}${HIDDEN}${close}`);
}
