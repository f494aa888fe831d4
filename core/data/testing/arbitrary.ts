import fc from 'fast-check';
import type { FieldType } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import type { Batch } from '../batch.ts';
import { createBatch, select } from '../batch-ops.ts';
import { textColumn } from '../bytes-column.ts';
import type { Column } from '../column.ts';
import { columnOfValues } from '../column-of-values.ts';
import { compactOrigin } from '../origin.ts';

/** Texts that find mistakes: quotes, line ends, other scripts, surrogates, look-alikes of numbers. */
export const awkwardText = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.string({
      unit: fc.constantFrom('a', 'B', 'İ', 'ß', 'é', '東', '😀', ' ', '"', ',', ';', '\n', '\r', '\t', '=', '0', '7', '.', '-', 'K'),
      maxLength: 12,
    }),
  },
  fc.constantFrom('', '007', '-0', '1e5', '0.1', '9007199254740993', 'NULL', '""', '"', '\r\n', ' x ', '=1+1', '__proto__', 'a'.repeat(300)),
);

const nested = fc.oneof(
  fc.array(fc.oneof(fc.integer(), awkwardText, fc.constant(null)), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', '__proto__', 'constructor', '$', 'o'), fc.oneof(fc.integer(), awkwardText, fc.constant(12345678901234567890n)), {
    maxKeys: 3,
    noNullPrototype: false,
  }),
) as fc.Arbitrary<Value>;

const valuesOf: Readonly<Record<string, fc.Arbitrary<Value>>> = {
  text: awkwardText,
  integer: fc.oneof(fc.integer(), fc.constantFrom(0, 9007199254740991, -5)),
  big: fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.integer()),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
  boolean: fc.boolean(),
  any: fc.oneof(awkwardText, fc.integer(), fc.boolean(), nested),
  nested,
};

/** A column of `rows` values of one kind, with some nulls. */
export function arbitraryColumn(rows: number): fc.Arbitrary<Column> {
  const ofValues = fc
    .constantFrom(...Object.keys(valuesOf))
    .chain((kind) =>
      fc
        .array(fc.option(valuesOf[kind] as fc.Arbitrary<Value>, { nil: null, freq: 6 }), { minLength: rows, maxLength: rows })
        .map((values) => columnOfValues(values)),
    );
  const dates = fc
    .tuple(fc.constantFrom<FieldType>('date', 'datetime', 'time'), fc.array(fc.integer({ min: 0, max: 4e12 }), { minLength: rows, maxLength: rows }))
    .map(([type, ms]): Column => ({ kind: 'datetime', type, values: Float64Array.from(ms), nulls: null }));
  const dictionary = fc.tuple(fc.array(awkwardText, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(4), { minLength: rows, maxLength: rows })).map(
    ([texts, picks]): Column => ({
      kind: 'dictionary',
      type: 'text',
      index: Int32Array.from(picks, (pick) => (pick < texts.length ? pick : -1)),
      values: textColumn(texts),
    }),
  );
  const json = fc.array(nested, { minLength: rows, maxLength: rows }).map(
    (values): Column => ({
      kind: 'json',
      type: 'any',
      text: textColumn(
        values.map((value) => JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? 1 : part))),
        'any',
      ),
    }),
  );
  const sourced = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: rows, maxLength: rows }).map(
    (values): Column => ({
      kind: 'float64',
      type: 'integer',
      values: Float64Array.from(values),
      nulls: null,
      source: textColumn(
        values.map((value) => `00${value}`),
        'integer',
      ),
    }),
  );
  const digits = fc
    .array(fc.constantFrom('7', '07', '-7', '+7', '12345678901234567890', '0', '00', ' 7', 'x', ''), { minLength: rows, maxLength: rows })
    .map((texts) => textColumn(texts, 'integer'));
  const quoted = fc.array(fc.tuple(awkwardText, fc.boolean()), { minLength: rows, maxLength: rows }).map((texts) => quotedColumn(texts));
  return fc.oneof({ weight: 5, arbitrary: ofValues }, { weight: 2, arbitrary: quoted }, dates, dictionary, json, sourced, digits);
}

/** A column as a reader of delimited text makes it: some fields in quotes, others as they are. */
function quotedColumn(texts: readonly (readonly [text: string, quote: boolean])[]): Column {
  const fields = texts.map(([text, quote]) => Buffer.from(quote || /["\r\n,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
  const offsets = new Int32Array(texts.length * 2);
  let end = 0;
  for (const [row, field] of fields.entries()) {
    offsets[row * 2] = end;
    end += field.length + 1;
    offsets[row * 2 + 1] = end;
  }
  const bytes = Buffer.concat(fields.flatMap((field) => [field, Buffer.from('\n')]));
  return { kind: 'bytes', type: 'text', bytes, offsets, stride: 2, at: 0, trim: 1, raw: true, nulls: null };
}

/** A batch of any columns, with a selection that leaves rows out and origins that jump. */
export const arbitraryBatch: fc.Arbitrary<Batch> = fc.integer({ min: 1, max: 12 }).chain((rows) =>
  fc
    .record({
      columns: fc.array(arbitraryColumn(rows), { minLength: 1, maxLength: 5 }),
      kept: fc.array(fc.boolean(), { minLength: rows, maxLength: rows }),
      running: fc.boolean(),
      oneSource: fc.boolean(),
      ordinals: fc.array(fc.nat(1_000_000), { minLength: rows, maxLength: rows }),
    })
    .map(({ columns, kept, running, oneSource, ordinals }) => {
      const names = columns.map((_, at) => (at === 0 ? '__proto__' : `field ${at}`));
      const sources = Int32Array.from({ length: rows }, (_, row) => (oneSource ? 2 : row % 3));
      const origin = compactOrigin(
        sources,
        Float64Array.from({ length: rows }, (_, row) => (running ? 70 + row : (ordinals[row] as number))),
      );
      const batch = createBatch(names, columns, rows, origin);
      const selection = Int32Array.from(kept.flatMap((keep, row) => (keep ? [row] : [])));
      return select(batch, selection, selection.length);
    }),
);
