import { SwivelError } from '../../base/errors.ts';
import type { ConnectContext, Secrets, TestedPart } from '../../catalog/connection-spec.ts';
import { failedPart, reachedParts } from '../../wire/reach.ts';
import { destinationOf, PgSession } from './session.ts';
import type { PostgresConfig } from './spec.ts';

/** In which part of a test a failure to sign in is shown. */
const PARTS: Readonly<Record<string, string>> = {
  'not-encrypted': 'encryption',
  'certificate-wrong': 'encryption',
  'no-such-database': 'database',
  'not-allowed': 'rights',
};

/** See `ConnectionRun.test`. */
export async function* testParts(config: PostgresConfig, secrets: Secrets, context: ConnectContext): AsyncIterable<TestedPart> {
  const to = destinationOf(config, context.name);
  const socket = to.port === 0;
  for await (const part of reachedParts(to, `${config.host}/.s.PGSQL.${config.port}`, config.connectTimeout, context)) {
    yield part;
    if (!part.ok) return;
  }
  const encrypted = config.tls !== 'off' && !socket;
  const lineReady = (): TestedPart => ({
    part: 'encryption',
    ok: true,
    message: config.tls === 'verify' ? 'The line is encrypted and the certificate is right.' : 'The line is encrypted; the certificate was not checked.',
  });
  const signedIn: TestedPart = { part: 'sign-in', ok: true, message: `Signed in as "${config.user}".` };
  let session: PgSession;
  try {
    session = await PgSession.open(config, secrets, context);
  } catch (error) {
    if (!(error instanceof SwivelError)) throw error;
    const part = PARTS[error.code] ?? 'sign-in';
    if (encrypted && part !== 'encryption') yield lineReady();
    if (part === 'database' || part === 'rights') yield signedIn;
    yield failedPart(part, error, to);
    return;
  }
  try {
    if (encrypted) yield lineReady();
    yield signedIn;
    yield { part: 'database', ok: true, message: `This is the database "${config.database}" of ${await productOf(session)}.` };
    yield await rightsPart(session, config);
  } catch (error) {
    yield failedPart('rights', error);
  } finally {
    await session.end();
  }
}

/** "PostgreSQL 15.14", or what the server calls itself. */
export async function productOf(session: PgSession): Promise<string> {
  const { rows } = await session.ask("SELECT current_setting('server_version'), version()");
  const [version, whole] = rows[0] ?? [];
  return whole?.startsWith('PostgreSQL') ? `PostgreSQL ${version?.split(' ')[0]}` : (whole?.split(/ on |,/)[0] ?? 'PostgreSQL');
}

async function rightsPart(session: PgSession, { searchPath, user }: PostgresConfig): Promise<TestedPart> {
  for (const schema of searchPath) {
    const { rows } = await session.ask("SELECT (SELECT has_schema_privilege(n.oid, 'USAGE') FROM pg_catalog.pg_namespace n WHERE n.nspname = $1)", [schema]);
    if (rows[0]?.[0] === 't') continue;
    const hint = 'Ask whoever runs the database, or choose another schema in the settings of the connection.';
    return rows[0]?.[0] === 'f'
      ? { part: 'rights', ok: false, message: `The user "${user}" may not use the schema "${schema}".`, hint }
      : { part: 'rights', ok: false, message: `There is no schema "${schema}".`, hint };
  }
  const { rows } = await session.ask(
    `SELECT count(*) FILTER (WHERE has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT')), count(*) FILTER (WHERE has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE'))
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)' AND has_schema_privilege(n.oid, 'USAGE')`,
  );
  const [read, write] = (rows[0] ?? []).map(Number);
  return { part: 'rights', ok: true, message: `Tables to be read: ${read}. Tables to be written: ${write}.` };
}
