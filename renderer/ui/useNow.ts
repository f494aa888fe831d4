import { useEffect, useState } from 'react';

const EVERY_MS = 5_000;

/** The time, refreshed often enough for "12 s ago". */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
