import { fillAddress, fillKnown, withinJson } from '../../base/address-template.ts';
import { OperationalError } from '../../base/errors.ts';
import { isHeaderName, isHeaderValue } from '../../base/http-header.ts';
import type { TemplateValues } from '../../base/name-template.ts';
import type { Families } from '../../catalog/families/families.ts';
import type { Batch } from '../../data/batch.ts';
import { keep } from '../../data/batch-ops.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { rowReader } from '../../data/records.ts';
import { decodeUtf8 } from '../../data/utf8.ts';
import { type FieldOf, fieldsOf, missingIn, recordAddress, recordJson, recordText, textOf } from '../../formats/http/record-template.ts';
import { JsonWriter } from '../../formats/json/writer.ts';
import type { HttpTargetConfig } from './spec.ts';

type Request = Parameters<Families['http']['send']>[0];

/** The request for a group of records. */
export type GroupRequest = Pick<Request, 'method' | 'url' | 'query' | 'headers'> & { readonly body?: string };

/** What is sent for a group under these settings, presets worked in. Records of a group are only told apart in the body. */
export class GroupRequests {
  readonly #config: HttpTargetConfig;
  readonly #values: TemplateValues;

  constructor(config: HttpTargetConfig, values: TemplateValues) {
    this.#config = presetOf(config);
    this.#values = values;
  }

  /** Most records in a request. */
  get groupSize(): number {
    return this.#config.per === 'record' ? 1 : this.#config.batch;
  }

  /** Throws an OperationalError that is about these records: a value that no address or header can hold, JSON that came out broken. */
  of(group: Batch, key: string): GroupRequest {
    const { method, path, query, headers, keyHeader } = this.#config;
    const field = fieldsOf(group);
    const row = group.selection[0] as number;
    for (const text of [path, ...query.map(({ value }) => value), ...headers.map(({ value }) => value)]) this.#mustHave(text, field);
    const body = this.#body(group, field, row);
    const set: Record<string, string> = body === null ? {} : { 'content-type': body.type };
    for (const { key: name, value } of headers) if (name !== '') set[name.toLowerCase()] = header(name, recordText(value, field, row, this.#fill));
    if (keyHeader !== '' && key !== '') set[keyHeader.toLowerCase()] = key;
    return {
      method,
      url: this.#address(path, field, row),
      query: query.filter(({ key: name }) => name !== '').map(({ key: name, value }) => [name, recordText(value, field, row, this.#fill)]),
      headers: set,
      ...(body === null ? {} : { body: body.text }),
    };
  }

  readonly #fill = (text: string) => fillKnown(text, this.#values);

  #address(path: string, field: FieldOf, row: number): string {
    try {
      return recordAddress(path, field, row, (text) => fillAddress(text, this.#values));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'bad-template') throw refused('value-not-sendable', error.message);
      throw error;
    }
  }

  #body(group: Batch, field: FieldOf, row: number): { type: string; text: string } | null {
    const { body, template, fields, per, listName, preset, value1, value2, value3 } = this.#config;
    if (preset === 'ifttt') {
      const chosen = [value1, value2, value3].flatMap((name, at) => (name === '' ? [] : [`"value${at + 1}":${JSON.stringify(textOf(field(name), row))}`]));
      return { type: JSON_TYPE, text: `{${chosen.join(',')}}` };
    }
    const sent = fields.length === 0 ? group : keep(group, fields);
    if (body === 'none') return null;
    if (body === 'form') return { type: 'application/x-www-form-urlencoded', text: form(sent, row) };
    if (body === 'template') {
      this.#mustHave(template, field);
      const text = recordJson(template, field, row, (piece, inText) => fillKnown(piece, this.#values, inText ? withinJson : JSON.stringify));
      if (!isJson(text))
        throw refused(
          'template-not-json',
          'What the template makes of this record is not JSON.',
          'Check commas, brackets and quotes of the template. {Field} needs no quotes.',
        );
      return { type: JSON_TYPE, text };
    }
    const writer = new JsonWriter({ shape: per === 'record' ? 'lines' : 'array', indent: false });
    const begun = decodeUtf8Whole(writer.encode(sent));
    const list = (begun + decodeUtf8Whole(writer.finish())).trim();
    return { type: JSON_TYPE, text: per === 'record' || listName === '' ? list : `{${JSON.stringify(listName)}:${list}}` };
  }

  #mustHave(template: string, field: FieldOf): void {
    const [missing] = missingIn(template, field);
    if (missing !== undefined) throw refused('field-missing', `The record has no field "${missing}", which the request needs.`);
  }
}

const JSON_TYPE = 'application/json';
/** The settings as a preset means them. */
function presetOf(config: HttpTargetConfig): HttpTargetConfig {
  if (config.preset === 'own') return config;
  return { ...config, method: 'POST', path: '', query: [], body: 'json', listName: '', itemsPath: '', ...(config.preset === 'ifttt' ? { per: 'record' } : {}) };
}

function header(name: string, value: string): string {
  if (isHeaderName(name) && isHeaderValue(value)) return value;
  throw refused('value-not-sendable', `The header ${name} would hold a line break or another character that no header can hold.`);
}

function form(batch: Batch, row: number): string {
  const read = rowReader(batch);
  const pairs = new URLSearchParams();
  for (const [at, name] of batch.names.entries()) pairs.append(name, canonicalText(read(row, at)));
  return pairs.toString();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function decodeUtf8Whole(bytes: Uint8Array): string {
  return decodeUtf8(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.byteLength);
}

function refused(code: string, message: string, hint?: string): OperationalError {
  return new OperationalError(code, message, hint === undefined ? {} : { hint });
}
