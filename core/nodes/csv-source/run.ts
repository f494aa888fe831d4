import { UserError } from '../../base/errors.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch, runningOrigin } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { defineRun, type Emit, type Source, type StepContext } from '../../engine/node-door.ts';
import { CsvScanner } from '../../formats/csv/scanner.ts';
import { detectFile } from '../../formats/detect-file.ts';
import { decodeStream } from '../../formats/encoding.ts';
import type { FileHead } from '../../formats/file-head.ts';
import { openFiles } from '../../formats/files/chosen-files.ts';
import { FilesSource } from '../../formats/files/files-source.ts';
import type { FilesToRead } from '../../formats/files/files-to-read.ts';
import { nameOf } from '../../formats/files/find-files.ts';
import { nextOfFiles } from '../../formats/files/next-files.ts';
import type { FileFormat } from '../../formats/files/read-files.ts';
import { checkSameFields } from './same-fields.ts';
import type { CsvSourceConfig } from './spec.ts';
import { TypedBatches } from './typed-batches.ts';

/** Reads delimited text files as batches of byte columns; only fields with a declared type are looked at. */
export const run = defineRun<CsvSourceConfig>({
  role: 'source',
  open: async (config, context) => new CsvSource(config, context, await openFiles(config, context)),
  next: nextOfFiles,
});

const NOTHING = createBatch([], [], 0, runningOrigin(0, 0));

class CsvSource extends FilesSource implements Source {
  readonly #config: CsvSourceConfig;
  readonly #context: StepContext;
  #scanner: CsvScanner | null = null;

  constructor(config: CsvSourceConfig, context: StepContext, files: FilesToRead) {
    super(files, context);
    this.#config = config;
    this.#context = context;
  }

  async read(emit: Emit): Promise<void> {
    let first: { file: string; names: readonly string[] } | null = null;
    for await (const file of this.files()) {
      const name = nameOf(file);
      const typed = new TypedBatches(this.#config.fields, this.#context);
      let shown = false;
      await this.readFile(
        file,
        (head) => this.#open(name, head),
        (batch, path) => {
          if (first === null) first = { file: path, names: batch.names };
          else checkSameFields(first, { file: path, names: batch.names });
          shown = true;
          const good = typed.read(batch, path, (ordinal) => this.locate(ordinal)?.row);
          return emit(OUT_PORT, good);
        },
        () => emit(OUT_PORT, NOTHING),
      );
      const names = this.#scanner?.names;
      if (names) {
        typed.checkDeclared(names, name);
        if (!shown) await emit(OUT_PORT, headerAlone(names));
      } else if (this.#scanner) throw fileEmpty(name);
    }
  }

  #open(file: string, head: FileHead): FileFormat {
    const { delimiter, quote, header, skipRows, trim, ragged, encoding } = this.#config;
    if (head.head.length === 0) throw fileEmpty(file);
    const found = detectFile(file, head, {
      format: delimiter === 'auto' ? undefined : 'csv',
      encoding: encoding === 'auto' ? undefined : encoding,
      csv: { quote, header, skipRows, ...(delimiter === 'auto' ? {} : { delimiter }) },
    });
    if (!found.csv)
      throw new UserError('not-delimited', `${file} holds JSON, not delimited text.`, {
        hint: 'Read it with a JSON file step. If it really is delimited text, choose its delimiter instead of "detect".',
        place: { file },
      });
    this.#scanner = new CsvScanner({ delimiter: found.csv.delimiter, quote, header, skipRows, trim, ragged }, this.#context.index);
    return { reader: this.#scanner, decoder: decodeStream(found.encoding) };
  }
}

/** What a file without a record shows: which fields there are. */
function headerAlone(names: readonly string[]): Batch {
  const columns = names.map(() => textColumn([]));
  return createBatch(names, columns, 0, runningOrigin(0, 0));
}

function fileEmpty(file: string): UserError {
  return new UserError('file-empty', `The file ${file} is empty: it has not even a header.`, {
    hint: 'Check whether whatever writes it has finished, or left it empty by mistake.',
    place: { file },
  });
}
