import { Loader } from '@mantine/core';
import { t } from '../i18n/i18n.ts';
import { useSlow } from '../ui/useSlow.ts';
import styles from './Frame.module.css';

/** Shown until the backend has answered for the first time. */
export function StartPage() {
  const isSlow = useSlow(true);
  return <div className={styles.start}>{isSlow && <Loader role="status" size="sm" aria-label={t('Opening the workspace')} />}</div>;
}
