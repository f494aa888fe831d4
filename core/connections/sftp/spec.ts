import * as z from 'zod';
import { holdsControl } from '../../base/file-names.ts';
import { defineConnection, type SecretField } from '../../catalog/connection-spec.ts';
import { checkServerAddress, serverAddressForm, serverAddressHosts, serverAddressSettings } from '../../catalog/server-address.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  ...serverAddressSettings(22),
  user: z.string().default(''),
  /** How to sign in: a password, a private key, or a password as the answer to what the server asks (keyboard-interactive). */
  signIn: z.enum(['password', 'key', 'questions']).default('password'),
  /** Fingerprint of the host's key as `SHA256:…`, once a person has accepted it; empty before. */
  hostKey: z.string().default(''),
  /** All paths start here, and none leads out of it. Empty: the folder one is in after signing in. */
  folder: z.string().default(''),
  /** How long an answer may take, ms. */
  timeoutMs: z.int().min(500).max(600_000).default(20_000),
  /** How often a quiet connection is looked after, ms; 0 never. */
  keepAliveMs: z.int().min(0).max(600_000).default(15_000),
}));
/** Where an SFTP server is and how to sign in there, without what is secret. */
export type SftpConfig = SettingsOf<typeof config>;

const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;
const PASSWORD: SecretField = { name: 'password', label: 'Password', required: true };

/** Where it is mostly found, for whoever has the wrong port. */
export const USUAL_PORT = 'SFTP mostly listens on 22.';

/** A folder on an SFTP server. */
export const spec = defineConnection<SftpConfig>({
  kind: 'sftp',
  version: 1,
  family: 'files',
  title: 'SFTP',
  icon: 'folder-down',
  description: 'Reads and writes files on a server that is reached by SSH.',
  keywords: ['sftp', 'ssh', 'scp', 'file', 'files', 'folder', 'server', 'transfer', 'upload', 'download'],
  config,
  form: [
    {
      fields: [
        ...serverAddressForm('Name or address of the computer.', 'sftp.example.com'),
        { field: 'folder', widget: 'text', label: 'Folder', help: 'All paths start here, and none leads out of it.', placeholder: '/upload' },
      ],
    },
    {
      title: 'Sign in',
      fields: [
        { field: 'user', widget: 'text', label: 'User' },
        {
          field: 'signIn',
          widget: 'choice',
          label: 'Sign in with',
          options: [
            { value: 'password', label: 'A password' },
            { value: 'key', label: 'A private key' },
            { value: 'questions', label: 'A password, asked for by the server', help: 'Also known as keyboard-interactive.' },
          ],
        },
        { field: 'password', widget: 'secret', label: 'Password', visibleWhen: { field: 'signIn', is: ['password', 'questions'] } },
        {
          field: 'private-key',
          widget: 'secret',
          label: 'Private key',
          lines: true,
          help: 'The whole text of the key file, from BEGIN to END.',
          visibleWhen: { field: 'signIn', is: ['key'] },
        },
        {
          field: 'passphrase',
          widget: 'secret',
          label: 'Passphrase of the key',
          help: 'Empty when the key has none.',
          visibleWhen: { field: 'signIn', is: ['key'] },
        },
        {
          field: 'hostKey',
          widget: 'text',
          label: 'Fingerprint of the host',
          help: 'The test shows it. Compare it with what whoever runs the server says, then accept it.',
          placeholder: 'SHA256:…',
        },
      ],
    },
    {
      title: 'Limits',
      advanced: true,
      fields: [
        { field: 'timeoutMs', widget: 'duration', label: 'Wait for an answer', help: 'Longer without any answer counts as cut.', min: 500, max: 600_000 },
        {
          field: 'keepAliveMs',
          widget: 'duration',
          label: 'Sign of life',
          help: 'How often a quiet connection is checked. 0: never.',
          min: 0,
          max: 600_000,
        },
      ],
    },
  ],
  secrets: ({ signIn }) =>
    signIn === 'key'
      ? [
          { name: 'private-key', label: 'Private key', required: true },
          { name: 'passphrase', label: 'Passphrase of the key', required: false },
        ]
      : [PASSWORD],
  hosts: serverAddressHosts,
  summary: ({ host, user, folder }) =>
    host === '' ? 'no host yet' : `${user === '' ? '' : `${user}@`}${host}${folder === '' ? '' : ` in ${folder}`}`.slice(0, 60),
  check({ host, port, user, hostKey, folder }) {
    const problems = checkServerAddress({ host, port }, USUAL_PORT);
    if (user.trim() === '') problems.push({ code: 'missing-setting', field: 'user', message: 'No user is given.', hint: 'Type the name to sign in with.' });
    if (hostKey.trim() !== '' && !FINGERPRINT.test(hostKey.trim()))
      problems.push({
        code: 'wrong-setting',
        field: 'hostKey',
        message: 'The fingerprint is not one of a host.',
        hint: 'It begins with SHA256: and has 43 characters behind that. Empty it and test the connection: the test shows it.',
      });
    if (holdsControl(folder))
      problems.push({ code: 'wrong-setting', field: 'folder', message: 'The folder holds a line break or another control character.', hint: 'Type it again.' });
    return problems;
  },
});
