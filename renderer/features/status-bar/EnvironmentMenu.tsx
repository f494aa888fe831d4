import { Menu } from '@mantine/core';
import { IconBuildingFactory2, IconCheck, IconFlask } from '@tabler/icons-react';
import { t } from '../../i18n/i18n.ts';
import { useConnections } from '../../state/connections.ts';
import { goToEnvironment } from '../../state/environment-switch.ts';
import styles from './Environment.module.css';

/** Which values of connections runs and previews use, always in sight; the other one is a click away. */
export function EnvironmentMenu() {
  const environment = useConnections((state) => state.environment);
  const isTest = environment === 'test';
  return (
    <Menu position="top-end">
      <Menu.Target>
        <button
          type="button"
          className={styles.chip}
          data-environment={environment}
          aria-label={isTest ? t('Environment: test') : t('Environment: production')}
          title={isTest ? t('Runs and previews use the test values of connections') : t('Runs and previews use the production values of connections')}
        >
          {isTest ? <IconFlask size={13} aria-hidden="true" /> : <IconBuildingFactory2 size={13} aria-hidden="true" />}
          {isTest ? t('Test') : t('Production')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('Runs and previews reach')}</Menu.Label>
        <Menu.Item
          leftSection={<IconBuildingFactory2 size={15} aria-hidden="true" />}
          rightSection={!isTest && <IconCheck size={14} aria-label={t('used now')} />}
          onClick={() => void goToEnvironment('production')}
        >
          {t('the real systems (production)')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFlask size={15} aria-hidden="true" />}
          rightSection={isTest && <IconCheck size={14} aria-label={t('used now')} />}
          onClick={() => void goToEnvironment('test')}
        >
          {t('systems to try things on (test)')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
