import { addressPart, fieldsAskedFor, isFlowPlace } from '../../base/address-template.ts';
import { templateParts } from '../../base/text-template.ts';
import type { Batch } from '../../data/batch.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import type { Column } from '../../data/column.ts';
import { valueAt } from '../../data/column-value.ts';
import { jsonText } from '../json/writer.ts';

/** A field of the record by its name; null where the record has none of that name. */
export type FieldOf = (name: string) => Column | null;

/** The fields of a batch by their names. */
export function fieldsOf(batch: Batch): FieldOf {
  const columns = new Map(batch.names.map((name, at) => [name, batch.columns[at] as Column]));
  return (name) => columns.get(name) ?? null;
}

/** Fields a template asks for that the records do not have. */
export function missingIn(template: string, field: FieldOf): string[] {
  return fieldsAskedFor(template).filter((name) => field(name) === null);
}

/** Puts what belongs to the flow (`{param.name}`, `{date}`) into a piece of a template; for JSON it hears whether the piece stands between quotes. */
export type FillFlow = (piece: string, inText: boolean) => string;

/** An address with `{Field}` in it: values are encoded, so that none ends its part or leads to another. The UserError `bad-template` for `.` and `..`. */
export function recordAddress(template: string, field: FieldOf, row: number, fill: FillFlow): string {
  return pieces(template, fill, (name) => addressPart(textOf(field(name), row), name));
}

/** A text with `{Field}` in it, as it is: for a parameter or a header, which are encoded or checked where they are put. */
export function recordText(template: string, field: FieldOf, row: number, fill: FillFlow): string {
  return pieces(template, fill, (name) => textOf(field(name), row));
}

/**
 * JSON with `{Field}` in it: between quotes the text of the value, elsewhere the value itself – a number stays a number, a list a list, nothing is null.
 * Whatever a value holds, it stays that one value.
 */
export function recordJson(template: string, field: FieldOf, row: number, fill: FillFlow): string {
  return pieces(template, fill, (name, inText) => {
    const column = field(name);
    if (inText) return JSON.stringify(textOf(column, row)).slice(1, -1);
    return column === null ? 'null' : jsonText(column, row);
  });
}

function pieces(template: string, fill: FillFlow, put: (name: string, inText: boolean) => string): string {
  let inText = false;
  return templateParts(template)
    .map((part) => {
      if ('name' in part) return isFlowPlace(part.name) ? fill(`{${part.name}}`, inText) : put(part.name, inText);
      inText = endsInText(part.text, inText);
      return fill(part.text, inText);
    })
    .join('');
}

/** Whether a piece of JSON ends between quotes, given whether it begins there. */
function endsInText(piece: string, inText: boolean): boolean {
  let inside = inText;
  for (let at = 0; at < piece.length; at++) {
    if (inside && piece[at] === '\\') at++;
    else if (piece[at] === '"') inside = !inside;
  }
  return inside;
}

/** The text of one value. */
export function textOf(column: Column | null, row: number): string {
  return column === null ? '' : canonicalText(valueAt(column, row));
}
