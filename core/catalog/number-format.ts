/** How a number is written in text: the sign before decimals, and the one between groups of three digits (empty: none). */
export interface NumberFormat {
  readonly decimal: string;
  readonly group: string;
}

const EXAMPLE = /^[+-]?(?:(\d{1,3})((?:([.,'’ \u00a0\u202f])\d{3})+)|\d+)(?:([.,])(\d+))?$/;

/**
 * Reads a number format from an example such as `1.234,56`, `1,234.56`, `1 234,56`, `1'234.56` or `1234,56`: the last sign is the decimal one.
 * With one sign only, it is the one between groups when it stands twice, else the decimal one. `null` for what is no example of a number.
 */
export function parseNumberFormat(example: string): NumberFormat | null {
  const match = EXAMPLE.exec(example.trim());
  if (!match) return null;
  const [, , groups = '', group = '', decimal] = match;
  if (new Set(groups.replace(/\d/g, '')).size > 1 || (decimal !== undefined && decimal === group)) return null;
  if (decimal !== undefined) return { decimal, group };
  if (groups.length === 4 && (group === '.' || group === ',')) return { decimal: group, group: '' };
  return { decimal: group === ',' ? '.' : group === '.' ? ',' : '.', group };
}
