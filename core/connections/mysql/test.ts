import { SwivelError } from '../../base/errors.ts';
import type { ConnectContext, Secrets, TestedPart } from '../../catalog/connection-spec.ts';
import { failedPart, reachedParts } from '../../wire/reach.ts';
import { destinationOf, MysqlSession } from './session.ts';
import type { MysqlConfig } from './spec.ts';

/** In which part of a test a failure to sign in is shown. */
const PARTS: Readonly<Record<string, string>> = {
  'not-encrypted': 'encryption',
  'certificate-wrong': 'encryption',
  'no-such-database': 'database',
  'not-allowed': 'rights',
};

/** See `ConnectionRun.test`. */
export async function* testParts(config: MysqlConfig, secrets: Secrets, context: ConnectContext): AsyncIterable<TestedPart> {
  const to = destinationOf(config, context.name);
  for await (const part of reachedParts(to, config.host, config.connectTimeout, context)) {
    yield part;
    if (!part.ok) return;
  }
  const encrypted = config.tls !== 'off' && to.port !== 0;
  const lineReady: TestedPart = {
    part: 'encryption',
    ok: true,
    message: config.tls === 'verify' ? 'The line is encrypted and the certificate is right.' : 'The line is encrypted; the certificate was not checked.',
  };
  const signedIn: TestedPart = { part: 'sign-in', ok: true, message: `Signed in as "${config.user}".` };
  let session: MysqlSession;
  try {
    session = await MysqlSession.open(config, secrets, context);
  } catch (error) {
    if (!(error instanceof SwivelError)) throw error;
    const part = PARTS[error.code] ?? 'sign-in';
    if (encrypted && part !== 'encryption') yield lineReady;
    if (part === 'database' || part === 'rights') yield signedIn;
    yield failedPart(part, error, to);
    return;
  }
  try {
    if (encrypted) yield lineReady;
    yield signedIn;
    yield { part: 'database', ok: true, message: `This is the database "${config.database}" of ${await productOf(session)}.` };
    const { rows } = await session.ask('SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()');
    const many = Number(rows[0]?.[0]);
    yield { part: 'rights', ok: true, message: `Tables to be seen: ${many}.` };
  } catch (error) {
    yield failedPart('rights', error);
  } finally {
    await session.end();
  }
}

/** "MariaDB 10.11.6", "MySQL 8.4.2". */
export async function productOf({ maria, version }: MysqlSession): Promise<string> {
  return `${maria ? 'MariaDB' : 'MySQL'} ${/\d+\.\d+\.\d+(?=-MariaDB)|^\d+\.\d+\.\d+/i.exec(version)?.[0] ?? version}`;
}
