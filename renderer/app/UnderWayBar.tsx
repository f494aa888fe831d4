import { useUnderWay } from '../api/under-way.ts';
import { useSlow } from '../ui/useSlow.ts';
import styles from './Frame.module.css';

/** A thin line along the top of the page while an answer is waited for; the status bar says for what. */
export function UnderWayBar() {
  const isSlow = useSlow(useUnderWay((state) => state.calls.length > 0));
  return isSlow ? <div className={styles.underWay} aria-hidden="true" /> : null;
}
