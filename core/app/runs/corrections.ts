import type { Correctable, Correction, ReplayFacts, ReplayPlan } from '../../api/replay-models.ts';
import type { Field, FieldType } from '../../base/field.ts';
import { encodeValue } from '../../base/json.ts';
import type { RecordOrigin } from '../../base/sample.ts';
import type { Value } from '../../base/value.ts';
import { valueOfText } from '../../data/column-value.ts';
import { createMaskValue, HIDDEN } from '../../engine/masks/mask-value.ts';
import type { CorrectedRecord } from '../../engine/run-job.ts';
import type { Flow } from '../../flow/flow.ts';
import type { KeptReject } from '../../store/rejects.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { Parts } from '../parts.ts';
import { masksOf } from '../workspace/mask-key.ts';

type Problem = NonNullable<ReplayPlan['problems']>[number];

/** Corrections as the engine takes them, what does not fit, and what is put on record of them. */
export interface ReadCorrections {
  /** With the place in the run of the reject each belongs to. */
  corrected: (CorrectedRecord & { seq: number })[];
  problems: Problem[];
  facts: ReplayFacts['corrections'];
}

const CUT_AT = 1_900;
const SHAPES: Partial<Record<FieldType, [RegExp, string]>> = {
  decimal: [/^[+-]?(\d+\.?\d*|\.\d+)$/, 'a decimal number such as 12.50'],
  date: [/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-20'],
  time: [/^\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/, 'a time such as 08:30:00'],
  datetime: [/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/, 'a date and time such as 2026-11-20T08:30:00Z'],
};
const NAMES: Partial<Record<FieldType, string>> = {
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list such as [1,2]',
  object: 'an object such as {"a":1}',
};

/** A page of the rejected records of one step that are not settled yet, with their fields. */
export function correctableRecords(parts: Parts, run: RunRecord, then: Flow, nodeId: string, after: number, limit: number): Correctable {
  const page = parts.store.rejects.page(run.runId, { nodeId, after, limit });
  const open = page.rejects.filter((reject) => reject.resolvedBy === undefined && reject.origin !== undefined);
  const fields = fieldsAt(parts, run, nodeId, open);
  return {
    fields,
    rows: open.flatMap((reject) =>
      reject.origin
        ? [
            {
              seq: reject.seq,
              origin: reject.origin,
              message: reject.message,
              ...(reject.field === undefined ? {} : { field: reject.field }),
              ...(reject.raw === undefined ? {} : { raw: reject.raw }),
              values: fields.map(({ name }) => reject.record?.[name] ?? null),
              unknown: unknownFields(then, reject),
              ...siblingOf(parts, run, reject),
            },
          ]
        : [],
    ),
    next: page.next,
  };
}

/** Checks corrections against the records they belong to and the types of their fields. Changes nothing. */
export function readCorrections(parts: Parts, run: RunRecord, then: Flow, corrections: readonly Correction[]): ReadCorrections {
  const result: ReadCorrections = { corrected: [], problems: [], facts: [] };
  const isSource = (nodeId: string) => parts.catalog.get(then.nodes.find((node) => node.id === nodeId)?.kind ?? '')?.role === 'source';
  const fieldsOf = new Map<string, Field[]>();
  for (const one of corrections) {
    const { nodeId, source, ordinal } = one;
    const candidates = rejectedThere(parts, run, nodeId, one).filter(({ seq }) => one.seq === undefined || seq === one.seq);
    const [reject] = candidates;
    const which = { source, ordinal, ...(one.seq === undefined ? {} : { seq: one.seq }) };
    const problem = (field: string, message: string) => result.problems.push({ ...which, field, message });
    if (!reject) {
      problem('', 'That step rejected no such record in this run.');
      continue;
    }
    if (candidates.length > 1) {
      problem('', 'That step rejected several records that were made of this one. Say which of them is corrected.');
      continue;
    }
    const fields = fieldsOf.get(nodeId) ?? fieldsAt(parts, run, nodeId, [reject]);
    fieldsOf.set(nodeId, fields);
    const values: Record<string, unknown> = Object.create(null);
    const was: Record<string, unknown> = Object.create(null);
    // All that is known of it: other records made of the same one may hold the same value in the field that is corrected.
    const unknown = new Set(unknownFields(then, reject));
    for (const [field, value] of Object.entries(reject.record ?? {})) if (!unknown.has(field) && !isCut(value)) was[field] = encodeValue(value);
    for (const [field, text] of Object.entries(one.values)) {
      const known = fields.find(({ name }) => name === field);
      if (!known) problem(field, `The records have no field "${field}".`);
      const value = known && text !== null ? parsedValue(text, known.type) : null;
      if (known && text !== null && value === undefined) problem(field, `"${text}" is not ${wanted(known.type)}.`);
      values[field] = encodeValue(value ?? null);
      result.facts.push({
        nodeId,
        ...which,
        field,
        from: reject.record?.[field] ?? null,
        to: onRecord(parts, then, field, text, reject.record?.[field] ?? null),
      });
    }
    if (!isSource(nodeId)) {
      result.corrected.push({ nodeId, source, ordinal, seq: reject.seq, values, was });
      continue;
    }
    // Nothing of it came past the source, so all of it must be written here.
    for (const field of unknownFields(then, reject))
      if (!Object.hasOwn(values, field)) problem(field, `The value of "${field}" was not kept whole, so it must be typed too.`);
    if (reject.raw !== undefined)
      for (const { name } of fields)
        if (!Object.hasOwn(values, name)) problem(name, `"${name}" must be filled in, or set to empty: this line never became a record.`);
    for (const { name } of fields) if (!Object.hasOwn(values, name)) values[name] = encodeValue(reject.record?.[name] ?? null);
    result.corrected.push({ nodeId, source, ordinal, seq: reject.seq, values, fields });
  }
  return result;
}

/** What a step rejected that was made of one source record, in the order it came. */
function rejectedThere(parts: Parts, run: RunRecord, nodeId: string, { source, ordinal }: RecordOrigin): KeptReject[] {
  return parts.store.rejects.ofOrigin(run.runId, { source, ordinal }).filter((reject) => reject.nodeId === nodeId);
}

function siblingOf(parts: Parts, run: RunRecord, reject: KeptReject): Pick<Correctable['rows'][number], 'sibling'> {
  const all = reject.origin ? rejectedThere(parts, run, reject.nodeId, reject.origin) : [];
  return all.length > 1 ? { sibling: { number: all.findIndex(({ seq }) => seq === reject.seq) + 1, of: all.length } } : {};
}

/** Fields at the step where records were rejected, with the types they arrived as. Of lines that never became records: the fields of the source's other records. */
function fieldsAt(parts: Parts, run: RunRecord, nodeId: string, rejects: readonly KeptReject[]): Field[] {
  const { store } = parts;
  const ports = store.samples.of(run.runId).filter((sample) => sample.nodeId === nodeId);
  const rejected = ports.flatMap(({ port }) => (/reject/.test(port) ? (store.samples.get(run.runId, nodeId, port)?.fields ?? []) : []));
  const leaving = ports.flatMap(({ port }) => (port === 'out' ? (store.samples.get(run.runId, nodeId, port)?.fields ?? []) : []));
  const isSource = rejects.some((reject) => reject.origin?.source === nodeId);
  const hasRaw = rejects.some((reject) => reject.raw !== undefined);
  const names = new Set([...(hasRaw ? leaving.map(({ name }) => name) : []), ...rejects.flatMap((reject) => Object.keys(reject.record ?? {}))]);
  return [...names].map((name) => {
    // What a source rejects has not got its types yet: those of the records that left count.
    const known = (isSource ? [...leaving, ...rejected] : [...rejected, ...leaving]).find((field) => field.name === name);
    return { name, type: known?.type ?? typeOf(rejects.map((reject) => reject.record?.[name] ?? null)) };
  });
}

function typeOf(values: readonly Value[]): FieldType {
  const value = values.find((one) => one !== null);
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  return typeof value === 'boolean' ? 'boolean' : Array.isArray(value) ? 'list' : typeof value === 'object' && value !== null ? 'object' : 'text';
}

/** The value a text stands for, or undefined when it does not fit the type. */
function parsedValue(text: string, type: FieldType): Value | undefined {
  if (type === 'text' || type === 'any') return text;
  const shape = SHAPES[type];
  if (shape)
    return shape[0].test(text.trim()) && !(type !== 'decimal' && Number.isNaN(Date.parse(type === 'time' ? `2026-01-01T${text.trim()}` : text.trim())))
      ? text.trim()
      : undefined;
  const value = valueOfText(text.trim(), type);
  return typeof value === 'string' ? undefined : value;
}

function wanted(type: FieldType): string {
  return SHAPES[type]?.[1] ?? NAMES[type] ?? type;
}

/** Fields of a kept reject whose values are not the real ones. */
function unknownFields(then: Flow, reject: KeptReject): string[] {
  const masks = new Set((then.settings.masks ?? []).filter(({ way }) => way !== 'show').map(({ field }) => field));
  return Object.entries(reject.record ?? {}).flatMap(([name, value]) =>
    value !== null && (masks.has(name) || isMasked(value) || (typeof value === 'string' && value.length > CUT_AT && value.endsWith('…'))) ? [name] : [],
  );
}

/** Whether a text may have been cut to a size that could be kept. */
function isCut(value: Value): boolean {
  return typeof value === 'string' && value.endsWith('…');
}

function isMasked(value: Value): boolean {
  return typeof value === 'string' && (value.includes(HIDDEN) || /^#[0-9a-f]{16}$/.test(value));
}

/** A corrected text as it is put on record; `kept` is the value it takes the place of. */
function onRecord(parts: Parts, then: Flow, field: string, text: string | null, kept: Value): string | null {
  const { masks } = masksOf(then, parts.store.settings, parts.random);
  if (!masks || text === null) return text;
  // A field that the flow does not name may be made of personal ones: then the value it had is hidden, too.
  const way = masks.fields.find((mask) => mask.field === field)?.way ?? (kept === null || isMasked(kept) ? 'hide' : 'show');
  return way === 'show' ? text : createMaskValue(masks.key)(text, way);
}
