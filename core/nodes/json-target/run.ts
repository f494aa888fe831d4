import { DateTime } from 'luxon';
import { fillTemplate } from '../../base/name-template.ts';
import type { Batch } from '../../data/batch.ts';
import { defineRun, type Receipt, type Rehearsal, type StepContext, type Target, type WouldDo } from '../../engine/node-door.ts';
import { FileForecast } from '../../formats/files/file-forecast.ts';
import { WholeFile } from '../../formats/files/whole-file.ts';
import { JsonWriter } from '../../formats/json/writer.ts';
import type { JsonTargetConfig } from './spec.ts';

/** Writes JSON to a file that appears at the commit. */
export const run = defineRun<JsonTargetConfig>({
  role: 'target',
  open: async (config, context) => new JsonTarget(config, await openFile(config, context)),
  rehearse: (config, context) => rehearse(config, context),
});

function openFile(config: JsonTargetConfig, context: StepContext): Promise<WholeFile> {
  return WholeFile.open(pathOf(config, context), config.ifExists, (path) => context.partFile(path));
}

function pathOf(config: JsonTargetConfig, context: StepContext): string {
  return context.resolvePath(fillTemplate(config.path, context));
}

class JsonTarget implements Target {
  readonly splits = true;
  readonly #writeEmpty: boolean;
  readonly #file: WholeFile;
  readonly #writer: JsonWriter;
  #delivered = 0;

  constructor(config: JsonTargetConfig, file: WholeFile) {
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

  async commit(): Promise<Receipt> {
    const target = this.#file.path;
    if (this.#delivered === 0 && !this.#writeEmpty) {
      await this.#file.abort();
      return { target, delivered: 0 };
    }
    await this.#file.write(this.#writer.finish());
    const { bytes, hash } = await this.#file.commit();
    return { target, delivered: this.#delivered, holds: this.#delivered, bytes, hash };
  }

  async abort(): Promise<void> {
    await this.#file.abort();
  }
}

function rehearse(config: JsonTargetConfig, context: StepContext): Rehearsal {
  const forecast = new FileForecast(pathOf(config, context), config.ifExists, config.emptyRun === 'write', (ms) =>
    DateTime.fromMillis(ms, { zone: context.zone }).toFormat('yyyy-MM-dd HH:mm'),
  );
  return {
    push: (batch) => forecast.push(batch),
    finish: async (): Promise<WouldDo> => forecast.finish(),
  };
}
