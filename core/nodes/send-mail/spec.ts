import * as z from 'zod';
import { mailAddressProblem, splitMailAddresses } from '../../base/mail-address.ts';
import { renameInTemplate, templateNames } from '../../base/text-template.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  /** Id of a connection to a mail server. */
  connection: z.string().default(''),
  /** One mail per record, or one per run with all of them. */
  per: z.enum(['record', 'run']).default('record'),
  /** Addresses separated by commas; places such as {Mail} are filled in. */
  to: z.string().default(''),
  cc: z.string().default(''),
  bcc: z.string().default(''),
  replyTo: z.string().default(''),
  subject: z.string().default(''),
  format: z.enum(['text', 'html']).default('text'),
  body: z.string().default(''),
  attach: z.enum(['none', 'csv']).default('none'),
  fileName: z.string().default('records_{date}.csv'),
  delimiter: z.string().default(','),
  /** Puts an apostrophe before cells that a spreadsheet would take for a formula. */
  safeForSpreadsheets: z.boolean().default(true),
  /** Most bytes of the file that goes with a mail. */
  mostBytes: z.number().int().min(1024).max(52_428_800).default(10_485_760),
  /** With one mail per run: what happens when no record arrives. */
  emptyRun: z.enum(['skip', 'send']).default('skip'),
}));
/** Who is written to, and what. */
export type SendMailConfig = SettingsOf<typeof config>;

/** The settings that places are filled in. */
export const TEMPLATES = ['to', 'cc', 'bcc', 'replyTo', 'subject', 'body', 'fileName'] as const;

const RUN_NAME = /^(date|time|run|flow|count|table)$|^date:.+$|^param\.[A-Za-z][A-Za-z0-9_-]*$/s;

/** Whether a place is one of the run, and not the name of a field. */
export function isRunName(name: string): boolean {
  return RUN_NAME.test(name);
}

/** Sends mails. */
export const spec = defineNode<SendMailConfig>({
  kind: 'send-mail',
  version: 1,
  role: 'target',
  title: 'Send mail',
  icon: 'mail',
  description: 'Sends a mail for each record, or one with all records of the run.',
  keywords: ['mail', 'e-mail', 'email', 'send', 'smtp', 'message', 'notify', 'letter', 'attachment', 'target'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [{ name: REJECT_PORT, label: 'Rejected', carries: 'reject' }],
  config,
  form: [
    {
      fields: [
        { field: 'connection', widget: 'connection', label: 'Mail server', families: ['mail'] },
        {
          field: 'per',
          widget: 'choice',
          label: 'Mails',
          options: [
            { value: 'record', label: 'One per record', help: 'Recipients, subject and text may hold fields of the record.' },
            { value: 'run', label: 'One per run', help: 'All records in one mail: as a table in the text, or as a file with it.' },
          ],
        },
        { field: 'to', widget: 'text', label: 'Recipients', help: 'Addresses, separated by commas. {Mail} stands for the field Mail.', placeholder: '{Mail}' },
        { field: 'subject', widget: 'text', label: 'Subject', help: 'One line. {Name} stands for the field Name, {date} for today.' },
        {
          field: 'format',
          widget: 'choice',
          label: 'Kind of text',
          options: [
            { value: 'text', label: 'Plain text' },
            { value: 'html', label: 'HTML', help: 'What is filled in is only text: nothing of a record becomes a tag.' },
          ],
        },
        {
          field: 'body',
          widget: 'textarea',
          label: 'Text',
          help: 'Fields stand in braces. Also {flow}, {run}, {date}, {time}, {param.name}; with one mail per run {count} and {table}.',
          placeholder: 'Dear {Name}, …',
        },
      ],
    },
    {
      title: 'File with it',
      fields: [
        {
          field: 'attach',
          widget: 'choice',
          label: 'File',
          options: [
            { value: 'none', label: 'None' },
            { value: 'csv', label: 'The records as CSV', help: 'UTF-8 with a mark, so that Excel opens it right.' },
          ],
        },
        { field: 'fileName', widget: 'text', label: 'File name', visibleWhen: { field: 'attach', is: ['csv'] } },
        { field: 'delimiter', widget: 'delimiter', label: 'Delimiter', visibleWhen: { field: 'attach', is: ['csv'] } },
        {
          field: 'safeForSpreadsheets',
          widget: 'switch',
          label: 'Safe for spreadsheets',
          help: 'Text that begins with =, +, - or @ gets an apostrophe in front, so that a spreadsheet does not run it as a formula.',
          visibleWhen: { field: 'attach', is: ['csv'] },
        },
        {
          field: 'mostBytes',
          widget: 'size',
          label: 'Largest file',
          help: 'A larger one is not sent: many mail servers refuse more than 10 MB.',
          visibleWhen: { field: 'attach', is: ['csv'] },
        },
      ],
    },
    {
      title: 'More',
      advanced: true,
      fields: [
        { field: 'cc', widget: 'text', label: 'Copy to' },
        { field: 'bcc', widget: 'text', label: 'Blind copy to', help: 'The others do not see these addresses.' },
        { field: 'replyTo', widget: 'text', label: 'Answers to', help: 'Where an answer goes, if not to the sender.' },
        {
          field: 'emptyRun',
          widget: 'choice',
          label: 'If no record arrives',
          visibleWhen: { field: 'per', is: ['run'] },
          options: [
            { value: 'skip', label: 'Send nothing' },
            { value: 'send', label: 'Send the mail anyway', help: 'With {count} as 0 and an empty table.' },
          ],
        },
      ],
    },
  ],
  fanOut: 'one',
  dependsOnOthers: ({ per }) => per === 'run',
  effects: () => 'appending-write',
  summary({ connection, per, to }) {
    if (connection === '') return 'no mail server chosen yet';
    if (to.trim() === '') return 'no recipient yet';
    return cutWords(per === 'record' ? `to ${to}, one per record` : `to ${to}, one per run`);
  },
  check(settings) {
    const problems: SettingProblem[] = [];
    const add = (code: string, field: string, message: string, hint: string) => problems.push({ code, field, message, hint });
    if (settings.connection === '') add('missing-setting', 'connection', 'No mail server is chosen.', 'Choose one, or make a new connection.');
    if ((['to', 'cc', 'bcc'] as const).every((field) => settings[field].trim() === ''))
      add('missing-setting', 'to', 'The mail has no recipient.', 'Give an address, or a field that holds one, such as {Mail}.');
    for (const field of ['to', 'cc', 'bcc', 'replyTo'] as const)
      for (const address of splitMailAddresses(settings[field])) {
        const wrong = templateNames(address).length > 0 ? null : mailAddressProblem(address);
        if (wrong !== null) add('wrong-setting', field, wrong, 'Write plain addresses such as ann@example.org, separated by commas.');
      }
    if (settings.subject.trim() === '')
      add('missing-setting', 'subject', 'The mail has no subject.', 'Many people, and many filters, ignore mails without one.');
    for (const field of TEMPLATES) {
      if (/[\r\n]/.test(settings[field]) && field === 'subject') add('wrong-setting', field, 'The subject has a line break in it.', 'Write it in one line.');
      for (const name of templateNames(settings[field])) {
        if (settings.per === 'run' && !isRunName(name))
          add(
            'wrong-setting',
            field,
            `One mail per run has no record of its own, so "${name}" cannot be filled in.`,
            'Use {count} or {table}, or send one mail per record.',
          );
        if (name === 'table' && (settings.per !== 'run' || field !== 'body'))
          add('wrong-setting', field, '{table} can stand in the text only, with one mail per run.', 'Take it out here.');
      }
    }
    if (settings.attach === 'csv' && settings.fileName.trim() === '')
      add('missing-setting', 'fileName', 'The file has no name.', 'For example records_{date}.csv.');
    if ([...settings.delimiter].length !== 1 || /["\r\n]/.test(settings.delimiter))
      add('wrong-setting', 'delimiter', 'The delimiter must be one character, and no quote or line break.', 'Choose one from the list.');
    return problems;
  },
  fields: () => ({}),
  uses(settings) {
    if (settings.per === 'run') return [];
    return TEMPLATES.flatMap((setting) =>
      templateNames(settings[setting])
        .filter((name) => !isRunName(name))
        .map((field) => ({ port: IN_PORT, field, setting })),
    );
  },
  connections: ({ connection }) => (connection === '' ? [] : [{ family: 'mail', setting: 'connection', id: connection }]),
  renameField: (settings, from, to) => ({
    ...settings,
    ...Object.fromEntries(TEMPLATES.map((setting) => [setting, renameInTemplate(settings[setting], from, to)])),
  }),
});
