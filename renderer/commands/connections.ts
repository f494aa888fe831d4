import { t, text } from '../i18n/i18n.ts';
import { askForTest } from '../state/connection-desk.ts';
import { useConnections } from '../state/connections.ts';
import { goToEnvironment } from '../state/environment-switch.ts';
import { goTo, useRoute } from '../state/route.ts';
import { type Command, defineCommand } from './command.ts';
import { always } from './conditions.ts';

const isOnConnection = () => {
  const { route } = useRoute.getState();
  return route.page === 'connections' && route.newKind !== '' && (useConnections.getState().rows?.length !== 0 || route.newKind !== undefined);
};

/** Everything about connections and environments that can be done from anywhere. */
export const connectionCommands: readonly Command[] = [
  defineCommand({
    id: 'new-connection',
    label: text('New connection'),
    group: 'Flow',
    keywords: ['database', 'sftp', 'mail', 'http', 'password', 'create'],
    enabled: always,
    run: () => goTo({ page: 'connections', newKind: '' }),
  }),
  defineCommand({
    id: 'test-connection',
    label: text('Test this connection'),
    group: 'Flow',
    keywords: ['check', 'reach', 'sign in'],
    enabled: isOnConnection,
    needs: () => t('Open a connection first.'),
    run: askForTest,
  }),
  defineCommand({
    id: 'switch-environment',
    label: text('Switch between production and test'),
    group: 'Run',
    keywords: ['environment', 'production', 'test', 'connections'],
    enabled: () => useConnections.getState().rows !== null,
    needs: () => t('The connections are not known yet.'),
    run: () => void goToEnvironment(useConnections.getState().environment === 'test' ? 'production' : 'test'),
  }),
];
