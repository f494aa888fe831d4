import type { Environment } from '../../core/base/environment.ts';
import { api } from '../api/client.ts';
import { toReport } from '../api/report.ts';
import { t } from '../i18n/i18n.ts';
import { say, sayFailed } from '../ui/say.ts';
import { useConnections } from './connections.ts';

/** Goes to an environment. Flows that are live keep the one they were published for. */
export async function goToEnvironment(environment: Environment): Promise<void> {
  if (environment === useConnections.getState().environment) return;
  try {
    const { current } = await api.connections.setEnvironment({ environment });
    useConnections.setState({ environment: current });
    say(
      current === 'test'
        ? t('Runs you start and previews use the test values of connections from now on. Live flows stay with what they were published for.')
        : t('Runs you start and previews use the production values of connections from now on. Live flows stay with what they were published for.'),
    );
  } catch (error) {
    sayFailed(t('The environment was not changed'), toReport(error));
  }
}
