import type { Happening, ReceivedRequest } from '../../base/happening.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { RecordBuilder } from '../../data/record-builder.ts';
import { defineRun, type Emit, type Source, type SourceReading, type StepContext } from '../../engine/node-door.ts';
import { parseRecordsPath } from '../../formats/json/records-path.ts';
import { bodyRecords } from './body-records.ts';
import type { TriggerDataConfig } from './spec.ts';

const ROWS = 1_000;

/** Gives the happening of the run as records; a run that a person started has none. */
export const run = defineRun<TriggerDataConfig>({ role: 'source', open: (config, context) => new TriggerData(config, context) });

class TriggerData implements Source {
  readonly #config: TriggerDataConfig;
  readonly #context: StepContext;
  readonly #path: readonly string[];
  readonly #builder = new RecordBuilder();
  #ordinal = 0;

  constructor(config: TriggerDataConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
    this.#path = parseRecordsPath(config.recordsPath);
  }

  async read(emit: Emit): Promise<void> {
    const { happening, mode } = this.#context;
    if (happening === null) {
      const message = mode === 'preview' ? 'Nothing was received yet.' : 'The run was started by hand, so nothing was received.';
      this.#context.notice({ level: 'info', code: 'nothing-received', message });
      return;
    }
    if (happening.kind === 'requests') await this.#requests(happening.requests, emit);
    else for (const record of factsOf(happening)) await this.#add(record, [], emit);
    if (this.#builder.count > 0) await emit(OUT_PORT, this.#builder.finish());
    this.#context.signal.throwIfAborted();
  }

  readings(): SourceReading[] {
    const { happening } = this.#context;
    if (happening?.kind === 'requests')
      return happening.requests.map(({ id, method, path, body }) => ({ name: `${method} /${path} (${id})`, bytes: Buffer.byteLength(body) }));
    return [];
  }

  async #requests(requests: readonly ReceivedRequest[], emit: Emit): Promise<void> {
    for (const request of requests) {
      const found = bodyRecords(request, this.#path);
      if ('reason' in found) {
        this.#context.rejectRaw(request.body, this.#ordinal++, {}, found.reason);
        continue;
      }
      for (const record of found.records) await this.#add(this.#config.withRequest ? withRequest(record, request) : record, found.decimals, emit);
    }
  }

  async #add(record: PlainRecord, decimals: readonly string[], emit: Emit): Promise<void> {
    this.#context.signal.throwIfAborted();
    for (const name of decimals) this.#builder.markDecimal(name);
    this.#builder.addRecord(record, this.#context.index, this.#ordinal++);
    if (this.#builder.count >= ROWS) await emit(OUT_PORT, this.#builder.finish());
  }
}

const iso = (at: number) => new Date(at).toISOString();

function withRequest(record: PlainRecord, request: ReceivedRequest): PlainRecord {
  const all = createRecord();
  for (const name in record) all[name] = record[name] as Value;
  all['request_id'] = request.id;
  all['request_received_at'] = iso(request.receivedAt);
  all['request_method'] = request.method;
  all['request_path'] = request.path;
  all['request_query'] = { ...request.query };
  all['request_headers'] = { ...request.headers };
  return all;
}

function factsOf(happening: Exclude<Happening, { kind: 'requests' }>): PlainRecord[] {
  switch (happening.kind) {
    case 'due':
      return [recordOf([['due', iso(happening.due)]])];
    case 'files':
      return happening.files.map(({ name, path, bytes, modifiedAt, hash }) =>
        recordOf([
          ['name', name],
          ['path', path],
          ['bytes', bytes],
          ['modified_at', iso(modifiedAt)],
          ['hash', hash],
        ]),
      );
    case 'flow-ended':
      return [
        recordOf([
          ['flow', happening.flowName],
          ['flow_id', happening.flowId],
          ['run_id', happening.runId],
          ['status', happening.status],
          ['delivered', happening.delivered],
          ['rejected', happening.rejected],
        ]),
      ];
  }
}

function recordOf(fields: readonly [string, Value][]): PlainRecord {
  const record = createRecord();
  for (const [name, value] of fields) record[name] = value;
  return record;
}
