import { withoutZone } from '../../sql/moments.ts';
import type { SqlDialect } from '../../sql/reading-sql.ts';

/** SQL as MySQL and MariaDB have it. */
export const dialect: SqlDialect = {
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  // A text compared with a number is compared as a rounded one, so numbers stand as they are and decimals are said to be some.
  value(value, declared, bind) {
    if (typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
    if (typeof value !== 'string') return holeFor(bind(value));
    if (/^(decimal|numeric)/.test(declared) && /^[+-]?\d+(\.\d+)?$/.test(value)) return value;
    if (/^(datetime|timestamp)/.test(declared)) return holeFor(bind((withoutZone(value) ?? value).replace('T', ' ')));
    return holeFor(bind(value));
  },
  asText: (column) => `CAST(${column} AS CHAR)`,
  inexact: (declared) => declared.startsWith('float'),
};

function holeFor(_: number): string {
  return '?';
}
