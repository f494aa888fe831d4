import { defineConnection } from '../../catalog/connection-spec.ts';
import {
  checkDatabaseServer,
  databaseServerForm,
  databaseServerSecrets,
  databaseServerSettings,
  databaseServerSummary,
} from '../../catalog/database-server.ts';
import { serverAddressHosts } from '../../catalog/server-address.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => databaseServerSettings(3306));
/** Where a database of MySQL or MariaDB is, and how it is reached. */
export type MysqlConfig = SettingsOf<typeof config>;

/** Where it is mostly found, for whoever has the wrong port. */
export const USUAL_PORT = 'MySQL and MariaDB mostly listen on 3306.';

/** A database of MySQL, MariaDB or of what speaks like them. */
export const spec = defineConnection<MysqlConfig>({
  kind: 'mysql',
  version: 1,
  family: 'database',
  title: 'MySQL or MariaDB',
  icon: 'database',
  description: 'A database of MySQL or MariaDB: its tables can be read and written.',
  keywords: ['mysql', 'mariadb', 'maria', 'sql', 'database', 'db', 'table', 'server'],
  config,
  form: databaseServerForm('Name or address of the computer. A path means a socket on this machine.'),
  secrets: databaseServerSecrets,
  hosts: serverAddressHosts,
  summary: databaseServerSummary,
  check: (config) => checkDatabaseServer(config, USUAL_PORT),
});
