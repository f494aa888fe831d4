import type { Batch } from '../../data/batch.ts';
import { defineRun, type Rehearsal, type StepContext, type Target, type WouldDo } from '../../engine/node-door.ts';
import { FileDelivery } from '../../formats/files/file-delivery.ts';
import { type FileToWrite, openFile, openForecast } from '../../formats/files/file-to-write.ts';
import { JsonWriter } from '../../formats/json/writer.ts';
import type { JsonTargetConfig } from './spec.ts';

/** Writes JSON to a file that appears at the commit. */
export const run = defineRun<JsonTargetConfig>({
  role: 'target',
  open: async (config, context) => new JsonTarget(config, await openFile(config, context)),
  rehearse: (config, context) => rehearse(config, context),
});

class JsonTarget extends FileDelivery implements Target {
  readonly splits = true;
  readonly #writer: JsonWriter;

  constructor(config: JsonTargetConfig, file: FileToWrite) {
    super(file, config.emptyRun);
    this.#writer = new JsonWriter({ shape: config.shape, indent: config.indent });
  }

  push(batch: Batch): void | Promise<void> {
    if (batch.count > 0) return this.write(this.#writer.encode(batch), batch.count);
  }

  protected ending(): Iterable<Uint8Array> {
    return [this.#writer.finish()];
  }
}

async function rehearse(config: JsonTargetConfig, context: StepContext): Promise<Rehearsal> {
  const forecast = await openForecast(config, context);
  return {
    push: (batch) => forecast.push(batch),
    finish: async (): Promise<WouldDo> => forecast.finish(),
  };
}
