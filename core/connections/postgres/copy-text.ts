import type { SqlValue } from '../../catalog/families/database.ts';
import type { EncodedRow } from '../../sql/bulk-writer.ts';
import type { RowReason } from '../../sql/reasons.ts';
import type { PgColumn } from './catalogue.ts';
import { encoderOf, isWrittenPlainly, mayBeAnything } from './encode.ts';

const SPECIAL = /[\\\n\r\t]/;
/** What a text has to be looked at for: what COPY escapes, what the server cannot hold, and what takes two units for one character. */
const UNUSUAL = /[\\\n\r\t\0\ud800-\udfff]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value as it stands in a line of COPY. */
export function copyField(value: string | null): string {
  if (value === null) return '\\N';
  return SPECIAL.test(value) ? value.replace(/[\\\n\r\t]/g, (sign) => ESCAPES[sign] as string) : value;
}

/** How values of a column are put into a line of COPY, or why they cannot be. */
export function copyEncoderOf(column: PgColumn): (value: SqlValue) => string | RowReason {
  const encode = encoderOf(column);
  const escaped = isWrittenPlainly(column) ? (text: string | null) => text ?? '\\N' : copyField;
  const most = column.length ?? Number.POSITIVE_INFINITY;
  const anything = mayBeAnything(column);
  return (value) => {
    if (anything && typeof value === 'string' && value.length <= most && !UNUSUAL.test(value)) return value;
    const encoded = encode(value);
    return encoded === null || typeof encoded === 'string' ? escaped(encoded) : encoded;
  };
}

/** Lines as COPY takes them; `numbered` puts the place of each row, from 0, behind it. */
export function copyText(rows: readonly EncodedRow[], numbered: boolean): string {
  if (!numbered) return `${rows.join('\n')}\n`;
  let out = '';
  for (let at = 0; at < rows.length; at++) out += `${rows[at]}\t${at}\n`;
  return out;
}
