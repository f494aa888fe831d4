import { certificateSuite } from '../testing/certificate-suite.ts';
import { postgresServer } from '../testing/database-servers.ts';
import { postgresTlsFront } from '../testing/tls-fronts.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const server = await postgresServer();
const base = { ...spec.defaults, database: 'postgres', user: server?.user ?? 'postgres' };
certificateSuite('PostgreSQL', run, base, (identity) => postgresTlsFront(identity, server?.port ?? 1));
