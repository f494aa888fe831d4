import * as z from 'zod';
import type { FormField, FormSection } from './form.ts';
import type { SettingProblem } from './node-spec.ts';
import { authorityForm, checkCertificates, checkServerAddress, serverAddressForm, serverAddressSettings } from './server-address.ts';

/** The settings that every connection to a database server has; `port` is the one it usually listens on. Made anew for each schema. */
export function databaseServerSettings(port: number) {
  return {
    ...serverAddressSettings(port),
    database: z.string().default(''),
    user: z.string().default(''),
    /** `require` encrypts without looking who it is; `verify` checks the certificate too. */
    tls: z.enum(['verify', 'require', 'off']).default('verify'),
    /** Certificates of authorities in PEM; empty: those that this machine trusts. */
    ca: z.string().default(''),
    /** In PEM; its key is the secret `client-key`. */
    clientCertificate: z.string().default(''),
    /** Ms. */
    connectTimeout: z.number().int().default(15_000),
    /** Ms; 0: as the server says. */
    statementTimeout: z.number().int().default(0),
    /** Most sessions at a time. */
    poolSize: z.number().int().default(4),
  };
}

type DatabaseServer = z.infer<z.ZodObject<ReturnType<typeof databaseServerSettings>>>;

/** The form of these settings; `more` are fields of one kind of server alone, among the rare ones. */
export function databaseServerForm(hostHelp: string, more: readonly FormField[] = []): FormSection[] {
  return [
    {
      fields: [
        ...serverAddressForm(hostHelp, 'db.example.com'),
        { field: 'database', widget: 'text', label: 'Database', placeholder: 'payroll' },
        { field: 'user', widget: 'text', label: 'User', placeholder: 'swivel' },
        { field: 'password', widget: 'secret', label: 'Password' },
      ],
    },
    {
      title: 'Encryption',
      fields: [
        {
          field: 'tls',
          widget: 'choice',
          label: 'Encryption',
          options: [
            { value: 'verify', label: 'Encrypted, certificate checked', help: 'The line is encrypted, and it is certain who the other side is.' },
            { value: 'require', label: 'Encrypted, certificate not checked', help: 'Nobody can listen in, but somebody could pose as the other side.' },
            { value: 'off', label: 'Not encrypted', help: 'Only on this machine or in a network you trust.' },
          ],
        },
        authorityForm('ca', { field: 'tls', is: ['verify'] }),
        {
          field: 'clientCertificate',
          widget: 'textarea',
          label: 'Client certificate',
          help: 'In PEM, where the server asks for one.',
          placeholder: '-----BEGIN CERTIFICATE-----',
          visibleWhen: { field: 'tls', is: ['verify', 'require'] },
        },
        {
          field: 'client-key',
          widget: 'secret',
          lines: true,
          label: 'Key of the client certificate',
          visibleWhen: { field: 'tls', is: ['verify', 'require'] },
        },
      ],
    },
    {
      title: 'More',
      advanced: true,
      fields: [
        ...more,
        { field: 'connectTimeout', widget: 'duration', label: 'Wait for a connection' },
        { field: 'statementTimeout', widget: 'duration', label: 'Most time for one statement', help: 'Zero: as the server says.' },
        { field: 'poolSize', widget: 'number', label: 'Most sessions at the same time', min: 1, max: 50 },
      ],
    },
  ];
}

/** What signs in there. */
export function databaseServerSecrets({ clientCertificate, tls }: DatabaseServer) {
  return [
    { name: 'password', label: 'Password', required: false },
    ...(tls === 'off' ? [] : [{ name: 'client-key', label: 'Key of the client certificate', required: clientCertificate.trim() !== '' }]),
  ];
}

/** "payroll on db.example". */
export function databaseServerSummary({ host, database }: DatabaseServer): string {
  return host === '' || database === '' ? 'not set up yet' : `${database} on ${host}`;
}

/** Settings that are missing or can't be. */
export function checkDatabaseServer(
  { host, port, database, user, ca, clientCertificate, connectTimeout, statementTimeout, poolSize }: DatabaseServer,
  portHint: string,
): SettingProblem[] {
  const problems = checkServerAddress({ host, port }, portHint, { sockets: true });
  const missing = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
  const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
  if (database.trim() === '') missing('database', 'No database is given.', 'Type the name of the database.');
  if (user.trim() === '') missing('user', 'No user is given.', 'Type the name to sign in with.');
  problems.push(...checkCertificates('ca', ca), ...checkCertificates('clientCertificate', clientCertificate));
  if (connectTimeout < 100) wrong('connectTimeout', 'The time to wait for a connection is too short.', 'Give at least a tenth of a second.');
  if (statementTimeout < 0) wrong('statementTimeout', 'The time for one statement cannot be negative.', 'Zero means: as the server says.');
  if (poolSize < 1 || poolSize > 50) wrong('poolSize', 'There have to be from 1 to 50 sessions.', 'Four are enough for most.');
  return problems;
}
