import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { t } from '../i18n/i18n.ts';
import styles from './Frame.module.css';

/** Shown until the backend has answered for the first time. */
export function StartPage() {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 600);
    return () => clearTimeout(timer);
  }, []);
  return <div className={styles.start}>{isSlow && <Loader size="sm" aria-label={t('Opening the workspace')} />}</div>;
}
