const ZONED = /^(\d{4,6}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?(?:Z| ?([+-])(\d\d):?(\d\d)?)$/;

/**
 * A moment for a column that knows no zone: one that names its zone is told as UTC has it, keeping every digit of the seconds; one without stays as it is.
 * Null for what is no day or time.
 */
export function withoutZone(text: string): string | null {
  const zoned = ZONED.exec(text);
  if (!zoned) return text;
  const [, day = '', time = '', fraction = '', sign, hours = '0', minutes = '0'] = zoned;
  if (sign === undefined) return `${day} ${time}${fraction}`;
  const utc = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (Number.isNaN(utc)) return null;
  const shift = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const moved = new Date(sign === '+' ? utc - shift : utc + shift);
  return `${moved.toISOString().slice(0, -5).replace('T', ' ')}${fraction}`;
}
