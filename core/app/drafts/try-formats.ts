import type * as z from 'zod';
import type { FormatTrial, formatTrialRequest } from '../../api/format-models.ts';
import type { Value } from '../../base/value.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { textReader } from '../../formats/text-types.ts';
import { valueCast } from '../../nodes/map-fields/cast-value.ts';

type Request = z.infer<typeof formatTrialRequest>;
type Made = (value: NonNullable<Value>) => Value | undefined;

const MOST_MISFITS = 5;

/** Reads or writes sample values in each of the forms, just as a run would, and says what fits. */
export function tryFormats({ direction, type, formats, values, zone }: Request): FormatTrial[] {
  const filled = values.filter(({ value }) => value !== null && value !== undefined && canonicalText(value).trim() !== '');
  return formats.map((format) => {
    const make: Made = direction === 'read' ? reader(type, format) : valueCast(type, { type: 'text', format }, zone);
    const trial: FormatTrial = { format, seen: filled.length, fits: 0, example: null, misfits: [], ambiguous: null };
    for (const { row, value } of filled) {
      const given = canonicalText(value);
      const made = make(value as NonNullable<Value>);
      if (made === undefined) {
        if (trial.misfits.length < MOST_MISFITS) trial.misfits.push({ row, given });
        continue;
      }
      trial.fits++;
      trial.example ??= { row, given, made: canonicalText(made) };
    }
    if (direction === 'read' && trial.fits > 0) trial.ambiguous = ambiguityOf(type, format, filled, make);
    return trial;
  });
}

function reader(type: Request['type'], format: string): Made {
  const read = textReader({ type, format });
  return (value) => read(canonicalText(value));
}

/** All values that fit may as well be read with day and month the other way round, and for some that is another day. */
function ambiguityOf(type: Request['type'], format: string, values: Request['values'], make: Made): FormatTrial['ambiguous'] {
  const turned = dayAndMonthSwapped(format);
  if (turned === null) return null;
  const other = reader(type, turned);
  let found: FormatTrial['ambiguous'] = null;
  for (const { row, value } of values) {
    const made = make(value as NonNullable<Value>);
    if (made === undefined) continue;
    const swapped = other(value as NonNullable<Value>);
    if (swapped === undefined) return null;
    if (found === null && canonicalText(made) !== canonicalText(swapped))
      found = { row, given: canonicalText(value), made: canonicalText(made), swapped: canonicalText(swapped) };
  }
  return found;
}

/** The format with day and month in each other's place; null where one of them is missing, in words, or nobody would mistake them (year first). */
function dayAndMonthSwapped(format: string): string | null {
  const pieces = format.split(/('[^']*')/);
  const letters = pieces.filter((piece) => !piece.startsWith("'")).join('');
  const [day, month] = [/d+/.exec(letters)?.[0], /M+/.exec(letters)?.[0]];
  if (day === undefined || month === undefined || day.length > 2 || month.length > 2 || /^\W*y/.test(letters)) return null;
  return pieces
    .map((piece) => (piece.startsWith("'") ? piece : piece.replace(/d+|M+/g, (token) => (token.startsWith('d') ? 'M' : 'd').repeat(token.length))))
    .join('');
}
