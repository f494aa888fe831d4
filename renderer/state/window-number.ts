/** Where a window notes its number, for when it is loaded again. */
const NOTED = 'swivel.window-number';
const LOCK = 'swivel-window-';
const MOST = 99;
/** The page that stood in this window before gives its number back a moment after this one begins. */
const PATIENCE_MS = 2_000;

let held: Promise<number> | null = null;

/**
 * The number of this window among those that are open, the smallest that is free; a window keeps its own when it is loaded again, and the desktop says
 * which it was (`?window=2`). No other window has it until this one is closed. 1 where windows cannot know of each other.
 */
export function windowNumber(): Promise<number> {
  held ??= claim().catch(() => 1);
  return held;
}

async function claim(): Promise<number> {
  const { locks } = navigator;
  if (!locks) return 1;
  const wanted = Number(new URLSearchParams(window.location.search).get('window') ?? window.sessionStorage.getItem(NOTED));
  const numbers = Array.from({ length: MOST }, (_, i) => i + 1);
  if (wanted >= 1 && wanted <= MOST && (await hold(locks, wanted, { signal: AbortSignal.timeout(PATIENCE_MS) }))) return noted(wanted);
  for (const number of numbers) if (await hold(locks, number, { ifAvailable: true })) return noted(number);
  return 1;
}

function noted(number: number): number {
  window.sessionStorage.setItem(NOTED, String(number));
  return number;
}

/** Resolves when the lock is held (for as long as the page lives), or when it cannot be had. */
function hold(locks: LockManager, number: number, options: LockOptions): Promise<boolean> {
  return new Promise((resolve) => {
    locks
      .request(`${LOCK}${number}`, options, (lock) => {
        resolve(lock !== null);
        return lock === null ? undefined : new Promise<never>(() => undefined);
      })
      .catch(() => resolve(false));
  });
}
