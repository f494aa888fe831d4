const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The zone of the person who looks; times are shown in it and it is named beside them. */
export const USER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A length of time as a person says it: "84 ms", "3.2 s", "1 min 12 s", "2 h 5 min", "3 d 4 h". */
export function duration(ms: number): string {
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10 * SECOND) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return two(ms, MINUTE, 'min', SECOND, 's');
  if (ms < DAY) return two(ms, HOUR, 'h', MINUTE, 'min');
  return two(ms, DAY, 'd', HOUR, 'h');
}

function two(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % big) / small);
  return `${Math.floor(ms / big)} ${bigName}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}

/** How long ago, coarsely: "just now", "12 s ago", "3 min ago", "2 days ago". */
export function ago(at: number, now: number): string {
  const passed = now - at;
  if (passed < 2 * SECOND) return 'just now';
  if (passed < MINUTE) return `${Math.floor(passed / SECOND)} s ago`;
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h ago`;
  const days = Math.floor(passed / DAY);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${key} ${zone}`;
  let made = formats.get(id);
  if (!made) {
    made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
    formats.set(id, made);
  }
  return made;
}

/** Short form for lists: "14:02:07" today, "Fri 20 Nov, 14:02" this year, "20 Nov 2025, 14:02" before. */
export function shortTime(at: number, now: number, zone = USER_ZONE): string {
  const day = format('day', zone, { year: 'numeric', month: '2-digit', day: '2-digit' });
  if (day.format(at) === day.format(now)) return format('clock', zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
  const year = format('year', zone, { year: 'numeric' });
  const sameYear = year.format(at) === year.format(now);
  const date = format(
    sameYear ? 'near' : 'far',
    zone,
    sameYear ? { weekday: 'short', day: 'numeric', month: 'short' } : { day: 'numeric', month: 'short', year: 'numeric' },
  );
  return `${date.format(at).replace(/,/g, '')}, ${format('minute', zone, { hour: '2-digit', minute: '2-digit' }).format(at)}`;
}

/** Long form with seconds and the zone's name, for headers and for what is shown on hover. */
export function exactTime(at: number, zone = USER_ZONE): string {
  const text = format('exact', zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(at);
  return `${text} (${zone})`;
}

/** Time of day with milliseconds, for logs. */
export function clockTime(at: number, zone = USER_ZONE): string {
  return format('log', zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 }).format(at);
}
