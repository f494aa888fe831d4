import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../base/errors.ts';
import type { PlainRecord } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { recordAt } from '../../data/records.ts';
import { type FormerFile, lookAtPlace } from './whole-file.ts';

const SAMPLE = 5;

/** What writing a file would do, in the words of the engine's rehearsal. */
export interface FileForecastResult {
  target: string;
  insert: number;
  update: number;
  delete: number;
  unchanged: number;
  sample: { action: 'insert'; key: string; before: null; after: PlainRecord }[];
  sentence: string;
}

/** Counts what would be written to a file and looks at what is there now; never writes. Throws what the writing would throw at its start. */
export class FileForecast {
  /** Where the file would be. */
  readonly path: string;
  readonly #former: FormerFile | null;
  readonly #timeText: (ms: number) => string;
  readonly #writeEmpty: boolean;
  readonly #sample: FileForecastResult['sample'] = [];
  #records = 0;

  /** `former` stands there now; `timeText` writes a time as a person reads it; `writeEmpty` says whether a file is written when no record comes. */
  constructor(path: string, former: FormerFile | null, writeEmpty: boolean, timeText: (ms: number) => string) {
    this.path = path;
    this.#former = former;
    this.#timeText = timeText;
    this.#writeEmpty = writeEmpty;
  }

  /** Of a local file, after a look at its place. */
  static local(path: string, ifExists: 'replace' | 'fail', writeEmpty: boolean, timeText: (ms: number) => string): FileForecast {
    const former = lookAtPlace(path, ifExists);
    const folder = dirname(path);
    if (!isFolder(folder) && !isFolder(dirname(folder)))
      throw new UserError('folder-not-found', `There is no folder ${folder}.`, { hint: 'Create the folder, or choose another one.', place: { file: path } });
    return new FileForecast(path, former, writeEmpty, timeText);
  }

  push(batch: Batch): void {
    for (let i = 0; i < batch.count && this.#sample.length < SAMPLE; i++)
      this.#sample.push({ action: 'insert', key: `record ${this.#sample.length + 1}`, before: null, after: recordAt(batch, batch.selection[i] as number) });
    this.#records += batch.count;
  }

  finish(): FileForecastResult {
    return { target: this.path, insert: this.#records, update: 0, delete: 0, unchanged: 0, sample: this.#sample, sentence: this.#sentence() };
  }

  #sentence(): string {
    const records = `${this.#records} record${this.#records === 1 ? '' : 's'}`;
    if (this.#records === 0 && !this.#writeEmpty) return `No record arrives: ${this.path} would not be written.`;
    if (!this.#former) return `Would create ${this.path} with ${records}.`;
    return `Would replace ${this.path} with ${records}. The file there now has ${this.#former.bytes} bytes, of ${this.#timeText(this.#former.modifiedAt)}.`;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
