import type { Batch } from '../../data/batch.ts';
import { defineRun, type Receipt, type Rehearsal, type StepContext, type Target, type WouldDo } from '../../engine/node-door.ts';
import { type FileToWrite, openFile, openForecast } from '../../formats/files/file-to-write.ts';
import { JsonWriter } from '../../formats/json/writer.ts';
import type { JsonTargetConfig } from './spec.ts';

/** Writes JSON to a file that appears at the commit. */
export const run = defineRun<JsonTargetConfig>({
  role: 'target',
  open: async (config, context) => new JsonTarget(config, await openFile(config, context)),
  rehearse: (config, context) => rehearse(config, context),
});

class JsonTarget implements Target {
  readonly splits = true;
  readonly #writeEmpty: boolean;
  readonly #file: FileToWrite;
  readonly #writer: JsonWriter;
  #delivered = 0;
  #prepared = false;

  constructor(config: JsonTargetConfig, file: FileToWrite) {
    this.#writeEmpty = config.emptyRun === 'write';
    this.#writer = new JsonWriter({ shape: config.shape, indent: config.indent });
    this.#file = file;
  }

  push(batch: Batch): void | Promise<void> {
    if (batch.count === 0) return;
    const bytes = this.#writer.encode(batch);
    this.#delivered += batch.count;
    return this.#file.write(bytes);
  }

  /** No file is wanted of a run that brought no record. */
  get #skipped(): boolean {
    return this.#delivered === 0 && !this.#writeEmpty;
  }

  async prepare(): Promise<void> {
    if (this.#skipped || this.#prepared) return;
    this.#prepared = true;
    await this.#file.write(this.#writer.finish());
    await this.#file.prepare();
  }

  async commit(): Promise<Receipt> {
    const target = this.#file.path;
    if (this.#skipped) {
      await this.#file.abort();
      return { target, delivered: 0 };
    }
    await this.prepare();
    const written = await this.#file.commit();
    return { target, delivered: this.#delivered, holds: this.#delivered, ...written };
  }

  async abort(): Promise<void> {
    await this.#file.abort();
  }
}

async function rehearse(config: JsonTargetConfig, context: StepContext): Promise<Rehearsal> {
  const forecast = await openForecast(config, context);
  return {
    push: (batch) => forecast.push(batch),
    finish: async (): Promise<WouldDo> => forecast.finish(),
  };
}
