import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { MailService } from '../../catalog/families/mail-service.ts';
import { run as smtp } from '../../connections/smtp/run.ts';
import { spec as smtpSpec } from '../../connections/smtp/spec.ts';
import { type ReceivingOptions, ReceivingServer } from '../../connections/smtp/testing/receiving-server.ts';
import { batchOf } from '../testing/batches.ts';
import { rehearseTarget, runTarget } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { type SendMailConfig, spec } from './spec.ts';

const kind = { spec, run };
let server: ReceivingServer;
let mail: MailService;

async function serve(options: ReceivingOptions = {}, settings: object = {}): Promise<void> {
  server = await ReceivingServer.start({ encryption: 'none', ...options });
  onTestFinished(() => server.close());
  const clock = { now: () => Date.UTC(2026, 10, 20, 1), monotonic: () => performance.now(), zone: 'UTC', after: () => () => undefined };
  const config = smtpSpec.config.parse({
    ...{ host: '127.0.0.1', port: server.port, encryption: 'none', signIn: 'none', sender: 'swivel@example.org', answerTimeout: 2000, connectTimeout: 2000 },
    ...settings,
  });
  const open = await smtp.open(
    config,
    { password: 'wrong' },
    { name: 'Office', clock, random: () => 0.5, hide: () => undefined, signal: new AbortController().signal },
  );
  onTestFinished(() => open.close());
  mail = open.use;
}
beforeEach(() => serve());

type Row = Record<string, string | number | null>;
const PEOPLE: Row[] = [
  { Mail: 'ann@example.org', Name: 'Zoë <b>"Ann"</b>', Pay: 100 },
  { Mail: 'bob@example.org', Name: '{Pay} 給与', Pay: 200 },
];
const settings = (changes: Partial<SendMailConfig> = {}) => ({
  connection: 'm',
  to: '{Mail}',
  subject: 'Pay of {Name}',
  body: 'Dear {Name}: {Pay}',
  ...changes,
});
const sending = (changes: Partial<SendMailConfig> = {}, rows = PEOPLE, more = {}) =>
  runTarget(kind, settings(changes), rows.length > 0 ? [batchOf(rows)] : [], { connections: { m: mail }, zone: 'Europe/Berlin', ...more });
const outcome = ({ counts, rejects, error, receipt }: Awaited<ReturnType<typeof sending>>) => ({
  in: counts.in,
  out: counts.out,
  rejected: rejects.map(({ reason }) => reason.code),
  error: (error as { code?: string } | undefined)?.code,
  delivered: receipt?.delivered,
});

/** The text parts of a mail, decoded. */
function texts(raw: string): string {
  return raw
    .split(/\r?\n\r?\n/)
    .map((part, i, parts) => {
      const head = parts[i - 1] ?? '';
      if (/quoted-printable/i.test(head))
        return Buffer.from(
          part.replaceAll(/=\r?\n/g, '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        ).toString();
      return /base64/i.test(head) ? Buffer.from(part, 'base64').toString() : part;
    })
    .join('\n\n');
}
const subject = (raw: string) =>
  (/^Subject: ((?:.*)(?:\r?\n[ \t].*)*)/m.exec(raw)?.[1] ?? '')
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/\r?\n[ \t]/g, ' ')
    .replaceAll(/=\?UTF-8\?([QB])\?(.*?)\?=/g, (_, how: string, text: string) =>
      how === 'B'
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(
            text.replaceAll('_', ' ').replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ).toString(),
    );

describe('one mail per record', () => {
  test('each with its fields as text, under a key of its own', async () => {
    expect(outcome(await sending())).toEqual({ in: 2, out: 2, rejected: [], error: undefined, delivered: 2 });
    expect(server.mails.map(({ to }) => to)).toEqual([['ann@example.org'], ['bob@example.org']]);
    expect(server.mails.map(({ raw }) => subject(raw))).toEqual(['Pay of Zoë <b>"Ann"</b>', 'Pay of {Pay} 給与']);
    expect(texts(server.mails[1]?.raw ?? '')).toContain('Dear {Pay} 給与: 200');
    expect(new Set(server.mails.map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1])).size).toBe(2);
  });

  test('in HTML nothing of a record becomes a tag, and a reader without HTML has the text', async () => {
    await sending({ format: 'html', body: '<p title="{Name}">Dear {Name}</p>' });
    const [first] = server.mails;
    expect(texts(first?.raw ?? '')).toContain('<p title="Zoë &lt;b&gt;&quot;Ann&quot;&lt;/b&gt;">Dear Zoë &lt;b&gt;&quot;Ann&quot;&lt;/b&gt;</p>');
    expect(texts(first?.raw ?? '')).toContain('Dear Zoë <b>"Ann"</b>\n');
  });

  test('hostile addresses and subjects reject their record, the others go', async () => {
    const bad = ['', null, 'ann', 'ann@example.org\r\nBcc: eve@example.org', 'Ann <ann@example.org>', '"a b"@example.org'];
    const rows = [...bad.map((Mail) => ({ Mail, Name: 'x', Pay: 1 })), { Mail: 'bob@example.org', Name: 'a\r\nBcc: eve@example.org', Pay: 1 }, ...PEOPLE];
    const seen = outcome(await sending({}, rows));
    expect(seen).toMatchObject({ in: 9, out: 2, delivered: 2, error: undefined });
    expect(seen.rejected).toEqual(['recipient-missing', 'recipient-missing', ...Array(4).fill('recipient-wrong'), 'line-break-in-header']);
    expect(server.mails.flatMap(({ to }) => to)).toEqual(['ann@example.org', 'bob@example.org']);
  });

  test('what the server refuses rejects the record; some recipients of several are named', async () => {
    server.faults.recipients = { 'ann@example.org': '550 no such user' };
    const alone = await sending();
    expect(outcome(alone)).toMatchObject({ in: 2, out: 1, rejected: ['mail-refused'] });
    const both = await sending({ cc: 'boss@example.org' });
    expect(outcome(both)).toMatchObject({ in: 2, out: 1, rejected: ['recipient-refused'] });
    expect(both.rejects[0]?.reason.message).toBe('The mail went to boss@example.org, but the mail server refused ann@example.org (550 no such user).');
  });

  test('for the time being: nothing was sent, and it may be tried again', async () => {
    server.faults.afterData = '451 busy';
    const { error } = await sending();
    expect(error).toMatchObject({ code: 'mail-refused', retryable: true });
  });

  test('lost behind the last line nobody knows; before it nothing went', async () => {
    server.faults = { recipients: {}, cutAt: 'after-message' };
    await expect(sending().then(({ error }) => Promise.reject(error))).rejects.toMatchObject({ code: 'no-answer' });
    expect(server.swallowed).toHaveLength(1);
    server.faults = { recipients: {}, cutAt: 'recipient' };
    expect((await sending()).error).toMatchObject({ code: 'connection-lost', retryable: true });
  });

  test('what would be wrong with every mail ends the run at once', async () => {
    server.faults.sender = '550 not your address';
    expect((await sending()).error).toMatchObject({ code: 'sender-refused', class: 'user' });
    await serve({ encryption: 'starttls' }, { encryption: 'starttls' });
    expect((await sending()).error).toMatchObject({ code: 'certificate-wrong', class: 'user' });
    await serve({ user: 'ann', password: 'right' }, { signIn: 'password', user: 'ann' });
    const { error } = await sending();
    expect(error).toMatchObject({ code: 'sign-in-failed', class: 'user' });
    expect(server.conversations).toBe(1);
  });

  test('a place that no field fills is said before anything is sent', async () => {
    expect((await sending({ body: '{Nmae}' })).error).toMatchObject({ code: 'bad-template' });
    expect(server.mails).toEqual([]);
  });
});

describe('one mail per run', () => {
  const perRun = { per: 'run' as const, to: 'ann@example.org; bob@example.org', subject: '{count} people on {date}', body: 'Here they are:\n{table}' };

  test('with the records as a table and as a file', async () => {
    const seen = await sending({ ...perRun, attach: 'csv', fileName: 'people_{date:yyyyMMdd}.csv', delimiter: ';' });
    expect(outcome(seen)).toMatchObject({ in: 2, out: 2, delivered: 2 });
    expect(server.mails).toHaveLength(1);
    const { raw = '', to } = server.mails[0] ?? {};
    expect(to).toEqual(['ann@example.org', 'bob@example.org']);
    expect(subject(raw)).toBe('2 people on 2026-11-20');
    const all = texts(raw);
    expect(all).toMatch(/Mail {13}Name {14}Pay\r?\n/);
    expect(all).toContain('\uFEFFMail;Name;Pay\r\nann@example.org;"Zoë <b>""Ann""</b>";100\r\n');
    expect(raw).toContain('people_20261120.csv');
  });

  test('in HTML the table is escaped, and a long one ends with how many more there are', async () => {
    await sending(
      { ...perRun, format: 'html' },
      Array.from({ length: 203 }, (_, i) => ({ Name: `<i>${i}` })),
    );
    const all = texts(server.mails[0]?.raw ?? '').replaceAll(/\r?\n/g, '');
    expect(all).toContain('&lt;i&gt;199</td>');
    expect(all).not.toContain('&lt;i&gt;200</td>');
    expect(all).toContain('<p>+ 3</p>');
  });

  test('a file that is too large is not sent', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({ Name: `a long name ${i}` }));
    expect((await sending({ ...perRun, attach: 'csv', mostBytes: 1024 }, rows)).error).toMatchObject({ code: 'attachment-too-large' });
    expect(server.mails).toEqual([]);
  });

  test('without a record: as it is set', async () => {
    expect(outcome(await sending(perRun, []))).toMatchObject({ in: 0, out: 0, error: undefined });
    expect(server.mails).toEqual([]);
    expect(outcome(await sending({ ...perRun, emptyRun: 'send' }, []))).toMatchObject({ in: 0, out: 0, error: undefined });
    expect(server.mails.map(({ raw }) => subject(raw))).toEqual(['0 people on 2026-11-20']);
  });

  test('refused for good it ends the run and is not sent in halves; some refused recipients are a warning', async () => {
    server.faults.afterData = '554 spam';
    expect((await sending(perRun)).error).toMatchObject({ code: 'mail-refused', class: 'user' });
    server.faults = { recipients: { 'bob@example.org': '550 gone' } };
    const seen = await sending(perRun);
    expect(outcome(seen)).toMatchObject({ in: 2, out: 2, error: undefined });
    expect(seen.notices[0]?.message).toContain('bob@example.org (550 gone)');
  });
});

describe('a rehearsal', () => {
  test('shows the mails that would go, rejects as the run would, and sends nothing', async () => {
    const rows = [...PEOPLE, { Mail: 'nobody', Name: 'x', Pay: 1 }];
    const { wouldDo, rejects } = await rehearseTarget(kind, settings({ attach: 'csv' }), [batchOf(rows)], { connections: { m: mail } });
    expect(wouldDo).toMatchObject({ insert: 2, sentence: 'Would send 2 mails.' });
    expect(wouldDo.sample[0]?.after).toMatchObject({ To: 'ann@example.org', Subject: 'Pay of Zoë <b>"Ann"</b>', Text: 'Dear Zoë <b>"Ann"</b>: 100' });
    expect(rejects.map(({ reason }) => reason.code)).toEqual(['recipient-wrong']);
    const perRun = { per: 'run' as const, to: 'ann@example.org', subject: '{count}', body: '{table}' };
    const one = await rehearseTarget(kind, settings(perRun), [batchOf(PEOPLE)], { connections: { m: mail } });
    expect(one.wouldDo).toMatchObject({ insert: 1, sentence: 'Would send one mail with 2 records.' });
    const none = await rehearseTarget(kind, settings(perRun), [], { connections: { m: mail } });
    expect(none.wouldDo).toMatchObject({ insert: 0, sentence: 'Would send 0 mails.' });
    expect([server.mails, server.conversations]).toEqual([[], 0]);
  });
});

test('settings: what is missing, what cannot be filled in, and renamed fields', () => {
  const parse = (config: object) => spec.config.parse(config);
  expect(spec.check(parse({}), {}).map(({ field }) => field)).toEqual(['connection', 'to', 'subject']);
  expect(spec.check(parse({ ...settings(), to: 'Ann <a@b>' }), {}).map(({ field }) => field)).toEqual(['to']);
  expect(spec.check(parse({ ...settings(), per: 'run', body: '{table}' }), {}).map(({ field }) => field)).toEqual(['to', 'subject']);
  expect(spec.check(parse({ ...settings(), body: '{table}' }), {}).map(({ field }) => field)).toEqual(['body']);
  expect(spec.uses(parse(settings())).map(({ field, setting }) => `${setting} ${field}`)).toEqual(['to Mail', 'subject Name', 'body Name', 'body Pay']);
  expect(spec.renameField?.(parse(settings()), 'Name', 'Full name')).toMatchObject({ subject: 'Pay of {Full name}', body: 'Dear {Full name}: {Pay}' });
});
