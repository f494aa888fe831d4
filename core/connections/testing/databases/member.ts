import type { ConnectionRun } from '../../../catalog/connection-spec.ts';
import type { SqlValue } from '../../../catalog/families/database.ts';
import type { TestServer } from '../database-servers.ts';

/** The settings that the suite changes; those of every kind have them. */
export interface DatabaseSettings {
  host: string;
  port: number;
  database: string;
  user: string;
  tls: 'verify' | 'require' | 'off';
  connectTimeout: number;
  poolSize: number;
}

/** What a kind brings to be held to the promises of its family. */
export interface DatabaseMember<C extends DatabaseSettings> {
  readonly title: string;
  readonly server: TestServer | null;
  readonly run: ConnectionRun<C, 'database'>;
  /** Address of the file that exports it. */
  readonly runFile: string;
  readonly defaults: C;
  /** A database to begin in. */
  readonly maintenance: string;
  /** Types of a table with one column of each meaning. */
  readonly types: { readonly exact: string; readonly moment: string; readonly bytes: string; readonly text: string };
  /** Values as they are written, and as they must come back; by declared type. */
  readonly exact: readonly { readonly declared: string; readonly values: readonly SqlValue[]; readonly back?: readonly SqlValue[] }[];
  /** A value and the column it does not fit, with the code it is refused by. */
  readonly unfit: readonly { readonly declared: string; readonly value: SqlValue; readonly code: string }[];
  /** A user with a password who may sign in and sees nothing. */
  readonly makeUser: (name: string, password: string, database: string) => readonly string[];
  readonly dropUser: (name: string) => readonly string[];
  /** A query that takes some forty seconds, and one that tells how many of its kind are running. */
  readonly slowQuery: string;
  readonly runningSlow: string;
  /** Statement that a commit begins with, as it goes over the line. */
  readonly commitMark: string;
  /** Whether the server can be asked what became of a commit. */
  readonly knowsCommits: boolean;
  readonly series: (rows: number) => string;
  readonly quote: (name: string) => string;
  /** A statement of the driver itself, past what is tested, in this database. */
  readonly sql: (statement: string, database: string) => Promise<unknown[][]>;
  readonly onlyReading: string;
  /** Columns of a table whose long text `k` has a unique index over its beginning only; and one of rounded numbers that cannot be a watermark. Absent: there are none. */
  readonly textKey?: string;
  readonly roundedType?: string;
}
