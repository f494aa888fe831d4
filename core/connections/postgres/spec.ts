import * as z from 'zod';
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

const config = settingsSchema(() => ({
  ...databaseServerSettings(5432),
  /** Schemas in which tables without one are looked for; none: as the server says. */
  searchPath: z.array(z.string()).default([]),
}));
/** Where a PostgreSQL database is, and how it is reached. */
export type PostgresConfig = SettingsOf<typeof config>;

/** Where it is mostly found, for whoever has the wrong port. */
export const USUAL_PORT = 'PostgreSQL mostly listens on 5432.';

/** A database of PostgreSQL or of what speaks like it. */
export const spec = defineConnection<PostgresConfig>({
  kind: 'postgres',
  version: 1,
  family: 'database',
  title: 'PostgreSQL',
  icon: 'database',
  description: 'A database of PostgreSQL: its tables can be read and written.',
  keywords: ['postgres', 'postgresql', 'pg', 'sql', 'database', 'db', 'table', 'server'],
  config,
  form: databaseServerForm('Name or address of the computer. A path means the folder of a socket on this machine.', [
    { field: 'searchPath', widget: 'texts', label: 'Schemas', help: 'Tables named without a schema are looked for in these, in this order.' },
  ]),
  secrets: databaseServerSecrets,
  hosts: serverAddressHosts,
  summary: databaseServerSummary,
  check: (config) => checkDatabaseServer(config, USUAL_PORT),
});
