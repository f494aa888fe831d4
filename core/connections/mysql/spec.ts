import { defineConnection } from '../../catalog/connection-spec.ts';
import {
  checkDatabaseServer,
  databaseServerForm,
  databaseServerHosts,
  databaseServerSecrets,
  databaseServerSettings,
  databaseServerSummary,
} from '../../catalog/database-server.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => databaseServerSettings(3306));
/** Where a database of MySQL or MariaDB is, and how it is reached. */
export type MysqlConfig = SettingsOf<typeof config>;

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
  hosts: databaseServerHosts,
  summary: databaseServerSummary,
  check: (config) => checkDatabaseServer(config, 'MySQL and MariaDB mostly listen on 3306.'),
});
