const formats = new Map<string, Intl.DateTimeFormat>();

/** Time of day with milliseconds. */
export function formatLogTime(at: number, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });
    formats.set(zone, format);
  }
  return format.format(at);
}
