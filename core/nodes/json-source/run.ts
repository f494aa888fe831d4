import { UserError } from '../../base/errors.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { createBatch, runningOrigin } from '../../data/batch-ops.ts';
import { defineRun, type Emit, type Source, type StepContext } from '../../engine/node-door.ts';
import { detectFile } from '../../formats/detect-file.ts';
import { decodeStream } from '../../formats/encoding.ts';
import type { FileHead } from '../../formats/file-head.ts';
import { openFiles } from '../../formats/files/chosen-files.ts';
import { FilesSource } from '../../formats/files/files-source.ts';
import type { FilesToRead } from '../../formats/files/files-to-read.ts';
import { nameOf } from '../../formats/files/find-files.ts';
import { nextOfFiles } from '../../formats/files/next-files.ts';
import type { FileFormat } from '../../formats/files/read-files.ts';
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

class JsonSource extends FilesSource implements Source {
  readonly #config: JsonSourceConfig;
  readonly #index: number;

  constructor(config: JsonSourceConfig, context: StepContext, files: FilesToRead) {
    super(files, context);
    this.#config = config;
    this.#index = context.index;
  }

  async read(emit: Emit): Promise<void> {
    for await (const file of this.files())
      await this.readFile(
        file,
        (head) => this.#open(nameOf(file), head),
        (batch) => emit(OUT_PORT, batch),
        () => emit(OUT_PORT, NOTHING),
      );
  }

  #open(file: string, head: FileHead): FileFormat {
    const { shape, recordsPath, encoding } = this.#config;
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
