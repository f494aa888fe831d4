import { IconFlask } from '@tabler/icons-react';
import type { Environment } from '../../../core/base/environment.ts';
import { t } from '../../i18n/i18n.ts';
import { environmentWords } from './connection-words.ts';
import css from './EnvironmentTag.module.css';

/** Which environment a live flow was published for. */
export function EnvironmentTag({ environment }: { environment: Environment }) {
  const words = environmentWords(environment);
  return (
    <span className={css.tag} data-environment={environment} title={t('Runs automatically with: {{environment}}', { environment: words })}>
      {environment === 'test' && <IconFlask size={11} aria-hidden="true" />}
      {words}
    </span>
  );
}
