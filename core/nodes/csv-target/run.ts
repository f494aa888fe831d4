import { UserError } from '../../base/errors.ts';
import { IN_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { defineRun, type Rehearsal, type StepContext, type Target, type WouldDo } from '../../engine/node-door.ts';
import { CsvWriter } from '../../formats/csv/writer.ts';
import { type MissingCharacter, missingCharacter } from '../../formats/encodable.ts';
import { type EncodeStream, encodeStream } from '../../formats/encoding.ts';
import { FileDelivery } from '../../formats/files/file-delivery.ts';
import type { FileForecast } from '../../formats/files/file-forecast.ts';
import { type FileToWrite, openFile, openForecast } from '../../formats/files/file-to-write.ts';
import { encodableRows } from './encodable-rows.ts';
import type { CsvTargetConfig } from './spec.ts';

/** Writes delimited text to a file that appears at the commit. */
export const run = defineRun<CsvTargetConfig>({
  role: 'target',
  async open(config, context) {
    const writer = createWriter(config);
    return new CsvTarget(config, context, writer, await openFile(config, context));
  },
  async rehearse(config, context) {
    createWriter(config);
    return new CsvRehearsal(config, context, await openForecast(config, context));
  },
});

/** The fields of the file are those of the first batch; a later one that brings others would have to change the header, which is written by then. */
class Fields {
  #names: ReadonlySet<string> | null = null;
  #last: readonly string[] | null = null;

  check(batch: Batch, path: string): void {
    if (batch.names === this.#last) return;
    this.#last = batch.names;
    this.#names ??= new Set(batch.names);
    const added = batch.names.find((name) => !this.#names?.has(name));
    if (added !== undefined)
      throw new UserError('field-appeared', `The field "${added}" appears only in later records: the header of ${path} does not have it.`, {
        hint: 'Records that come by several lines must have the same fields: lead the lines through a "Union" step, or choose the fields of each with "Map fields".',
        place: { file: path, field: added },
      });
  }
}

class CsvTarget extends FileDelivery implements Target {
  readonly splits = true;
  readonly #config: CsvTargetConfig;
  readonly #context: StepContext;
  readonly #writer: CsvWriter;
  readonly #encoder: EncodeStream;
  readonly #missing: MissingCharacter | null;
  readonly #fields = new Fields();
  #rejectedOnly: readonly string[] | null = null;

  constructor(config: CsvTargetConfig, context: StepContext, writer: CsvWriter, file: FileToWrite) {
    super(file, config.emptyRun);
    this.#config = config;
    this.#context = context;
    this.#writer = writer;
    this.#encoder = encodeStream(config.encoding);
    this.#missing = missingCharacter(config.encoding);
  }

  push(batch: Batch): void | Promise<void> {
    this.#fields.check(batch, this.path);
    const writable = this.#missing ? encodableRows(batch, this.#missing, this.#config.encoding, this.#context.reject.bind(this.#context)) : batch;
    if (writable.count > 0) return this.write(this.#encoder.push(this.#writer.encode(writable)), writable.count);
    this.#rejectedOnly ??= batch.names;
  }

  protected *ending(delivered: number): Iterable<Uint8Array> {
    if (delivered === 0) yield this.#encoder.push(this.#headerOnly());
    yield this.#encoder.finish();
  }

  /** Without a record the fields are those that the sources have shown, worked out through the steps between. */
  #headerOnly(): Uint8Array {
    const names = this.#rejectedOnly ?? this.#context.fieldsArriving(IN_PORT)?.map((field) => field.name) ?? null;
    return names === null ? new Uint8Array(0) : createWriter(this.#config, names).finish();
  }
}

class CsvRehearsal implements Rehearsal {
  readonly #context: StepContext;
  readonly #forecast: FileForecast;
  readonly #encoding: string;
  readonly #missing: MissingCharacter | null;
  readonly #fields = new Fields();

  constructor(config: CsvTargetConfig, context: StepContext, forecast: FileForecast) {
    this.#context = context;
    this.#encoding = config.encoding;
    this.#missing = missingCharacter(config.encoding);
    this.#forecast = forecast;
  }

  push(batch: Batch): void {
    this.#fields.check(batch, this.#forecast.path);
    this.#forecast.push(this.#missing ? encodableRows(batch, this.#missing, this.#encoding, this.#context.reject.bind(this.#context)) : batch);
  }

  async finish(): Promise<WouldDo> {
    return this.#forecast.finish();
  }
}

function createWriter(config: CsvTargetConfig, names: readonly string[] | null = null): CsvWriter {
  const { delimiter, quoting, lineEnding, header, safeForSpreadsheets } = config;
  return new CsvWriter({ delimiter, quoting, lineEnding, header, safeForSpreadsheets }, names);
}
