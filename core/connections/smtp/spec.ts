import * as z from 'zod';
import { mailAddressProblem } from '../../base/mail-address.ts';
import { defineConnection } from '../../catalog/connection-spec.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import {
  authorityForm,
  checkCertificates,
  checkServerAddress,
  serverAddressForm,
  serverAddressHosts,
  serverAddressSettings,
} from '../../catalog/server-address.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  ...serverAddressSettings(587),
  /** `starttls`: begins plain and must become encrypted before anything is said; `tls`: encrypted from the first byte. */
  encryption: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  signIn: z.enum(['password', 'none']).default('password'),
  user: z.string().default(''),
  /** Address that mails are from. */
  sender: z.string().default(''),
  senderName: z.string().default(''),
  /** Certificates of issuers that are trusted beside the usual ones, as PEM. */
  ca: z.string().default(''),
  /** ms until the connection stands and the server has greeted. */
  connectTimeout: z.number().int().min(1000).max(300_000).default(15_000),
  /** ms without a word from the server. */
  answerTimeout: z.number().int().min(1000).max(900_000).default(60_000),
}));
/** How a mail server is reached. */
export type SmtpConfig = SettingsOf<typeof config>;

/** Where it is mostly found, for whoever has the wrong port. */
export const USUAL_PORT = 'Mail servers mostly listen on 587 with STARTTLS and on 465 with TLS.';

/** A server that takes mail. */
export const spec = defineConnection<SmtpConfig>({
  kind: 'smtp',
  version: 1,
  family: 'mail',
  title: 'Mail server',
  icon: 'mail',
  description: 'Sends mail through a mail server (SMTP).',
  keywords: ['smtp', 'mail', 'e-mail', 'send', 'message', 'server', 'exchange', 'alert'],
  config,
  form: [
    {
      fields: [
        ...serverAddressForm('Name or address of the computer.', 'smtp.example.org'),
        {
          field: 'encryption',
          widget: 'choice',
          label: 'Encryption',
          options: [
            { value: 'starttls', label: 'STARTTLS', help: 'Usually port 587. Nothing is said before the connection is encrypted.' },
            { value: 'tls', label: 'TLS', help: 'Usually port 465. Encrypted from the start.' },
            { value: 'none', label: 'None', help: 'Usually port 25. Everybody on the way can read along.' },
          ],
        },
      ],
    },
    {
      title: 'Sign-in',
      fields: [
        {
          field: 'signIn',
          widget: 'choice',
          label: 'Sign in',
          options: [
            { value: 'password', label: 'With user and password' },
            { value: 'none', label: 'Without signing in', help: 'For servers that take mail from this machine as it is.' },
          ],
        },
        { field: 'user', widget: 'text', label: 'User', placeholder: 'swivel@example.org', visibleWhen: { field: 'signIn', is: ['password'] } },
        {
          field: 'password',
          widget: 'secret',
          label: 'Password',
          help: 'Some providers want an app password here.',
          visibleWhen: { field: 'signIn', is: ['password'] },
        },
      ],
    },
    {
      title: 'Sender',
      fields: [
        { field: 'sender', widget: 'text', label: 'Sender address', help: 'Mails come from this address.', placeholder: 'swivel@example.org' },
        { field: 'senderName', widget: 'text', label: 'Sender name', help: 'Shown instead of the address.', placeholder: 'Payroll integration' },
      ],
    },
    {
      title: 'More',
      advanced: true,
      fields: [
        authorityForm('ca', { field: 'encryption', is: ['starttls', 'tls'] }),
        { field: 'connectTimeout', widget: 'duration', label: 'Wait for a connection', min: 1000, max: 300_000 },
        { field: 'answerTimeout', widget: 'duration', label: 'Wait for an answer', min: 1000, max: 900_000 },
      ],
    },
  ],
  secrets: ({ signIn }) => (signIn === 'password' ? [{ name: 'password', label: 'Password', required: true }] : []),
  hosts: serverAddressHosts,
  summary: ({ host, sender }) => (host === '' ? 'no host yet' : cutWords(sender === '' ? host : `${sender} on ${host}`)),
  check({ host, port, encryption, signIn, user, sender, senderName, ca }) {
    const problems = checkServerAddress({ host, port }, USUAL_PORT);
    if (signIn === 'password' && user.trim() === '')
      problems.push({ code: 'missing-setting', field: 'user', message: 'No user is given.', hint: 'Often it is the whole mail address.' });
    if (signIn === 'password' && encryption === 'none')
      problems.push({
        code: 'wrong-setting',
        field: 'encryption',
        severity: 'warning',
        message: 'The password would go over the network where everybody on the way can read it.',
        hint: 'Choose STARTTLS or TLS if the server offers it.',
      });
    if (sender.trim() === '')
      problems.push({
        code: 'missing-setting',
        field: 'sender',
        message: 'There is no sender address.',
        hint: 'Give an address that the server lets you send from.',
      });
    else {
      const wrong = mailAddressProblem(sender.trim());
      if (wrong !== null) problems.push({ code: 'wrong-setting', field: 'sender', message: wrong, hint: 'One plain address such as swivel@example.org.' });
    }
    if (/[\r\n]/.test(senderName))
      problems.push({ code: 'wrong-setting', field: 'senderName', message: 'The sender name has a line break in it.', hint: 'Write it in one line.' });
    return [...problems, ...checkCertificates('ca', ca)];
  },
});
