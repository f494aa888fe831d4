import { type Place, UserError } from '../../base/errors.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { createBatch, runningOrigin } from '../../data/batch-ops.ts';
import { defineRun, type Emit, type Source, type SourcePosition, type SourceReading, type SourceSpan, type StepContext } from '../../engine/node-door.ts';
import { detectFile } from '../../formats/detect-file.ts';
import { decodeStream } from '../../formats/encoding.ts';
import type { FileHead } from '../../formats/file-head.ts';
import { openFiles } from '../../formats/files/chosen-files.ts';
import type { FilesToRead } from '../../formats/files/files-to-read.ts';
import { nextOfFiles } from '../../formats/files/next-files.ts';
import { type FileFormat, type FileReading, FilesReading } from '../../formats/files/read-files.ts';
import { JsonArrayReader } from '../../formats/json/array-reader.ts';
import { JsonLinesReader } from '../../formats/json/lines-reader.ts';
import type { JsonSourceConfig } from './spec.ts';

/** Reads JSON files; nested values stay nested, numbers keep all their digits. */
export const run = defineRun<JsonSourceConfig>({
  role: 'source',
  open: async (config, context) => new JsonSource(config, context, await openFiles(config, context)),
  next: nextOfFiles,
});

const NOTHING = createBatch([], [], 0, runningOrigin(0, 0));

class JsonSource implements Source {
  readonly #config: JsonSourceConfig;
  readonly #index: number;
  readonly #files: FilesToRead;
  readonly #reading: FilesReading;

  constructor(config: JsonSourceConfig, context: StepContext, files: FilesToRead) {
    this.#config = config;
    this.#index = context.index;
    this.#files = files;
    this.#reading = new FilesReading(context);
  }

  async read(emit: Emit): Promise<void> {
    for await (const file of this.#files.each())
      await this.#reading.read(
        file,
        (head) => this.#open(file.shown ?? file.path, head),
        (batch) => emit(OUT_PORT, batch),
        () => emit(OUT_PORT, NOTHING),
      );
  }

  readings(): SourceReading[] {
    return [...this.#reading.readings, ...this.#files.skipped];
  }

  position(): SourcePosition | null {
    return this.#files.position();
  }

  span(): SourceSpan {
    return this.#files.span();
  }

  pending(): SourcePosition | null {
    return this.#files.pending();
  }

  settled(): Promise<SourcePosition | null> {
    return this.#files.settled();
  }

  locate(ordinal: number): Place | null {
    return this.#reading.locate(ordinal);
  }

  #open(file: string, head: FileHead): FileFormat {
    const { shape, recordsPath, encoding } = this.#config;
    this.#files.check(this.#reading.readings.at(-1) as FileReading);
    const wanted = shape === 'lines' ? 'ndjson' : shape === 'array' || recordsPath !== '' ? 'json' : undefined;
    if (head.head.length === 0 && wanted !== 'ndjson')
      throw new UserError('file-empty', `The file ${file} is empty: JSON needs at least [].`, {
        hint: 'Check whether whatever writes it has finished. A file with one record per line may be empty: then choose that layout.',
        place: { file },
      });
    const found = detectFile(file, head, { format: wanted, encoding: encoding === 'auto' ? undefined : encoding });
    if (found.csv)
      throw new UserError('not-json-file', `${file} does not hold JSON: it begins like delimited text.`, {
        hint: 'Read it with a CSV file step. If it really is JSON, choose its layout instead of "Detect".',
        place: { file },
      });
    const reader = found.format === 'ndjson' ? new JsonLinesReader(this.#index) : new JsonArrayReader(recordsPath, this.#index);
    return { reader, decoder: decodeStream(found.encoding) };
  }
}
