const MINUTE = 60_000;
const STEPS = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE];
const LONGEST = 24 * 60 * MINUTE;

/** When a message that did not go is tried again, ms since 1970; null when it has been tried for a day and is given up. */
export function nextTry(firstAt: number, attempts: number, now: number): number | null {
  const wait = STEPS[Math.min(attempts, STEPS.length) - 1] ?? MINUTE;
  return now + wait - firstAt > LONGEST ? null : now + wait;
}
