import { IconFlask } from '@tabler/icons-react';
import { t } from '../../i18n/i18n.ts';
import { useConnections } from '../../state/connections.ts';
import { goToEnvironment } from '../../state/environment-switch.ts';
import styles from './Environment.module.css';

/** Across the top of every page while Swivel works in the test environment. */
export function EnvironmentBand() {
  const environment = useConnections((state) => state.environment);
  if (environment !== 'test') return null;
  return (
    <div className={styles.band} role="note" aria-label={t('Test environment')}>
      <IconFlask size={14} aria-hidden="true" />
      <b>{t('Test environment')}</b>
      <span>{t('Runs you start and previews use the test values of connections. Live flows stay with what they were published for.')}</span>
      <button type="button" onClick={() => void goToEnvironment('production')}>
        {t('Back to production')}
      </button>
    </div>
  );
}
