import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { ConnectContext, TestedPart } from '../../catalog/connection-spec.ts';
import type { MailMessage, MailService } from '../../catalog/families/mail-service.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';
import { CERTIFICATES } from './testing/certificates.ts';
import { type ReceivingOptions, ReceivingServer } from './testing/receiving-server.ts';

const SECRET = 'pass-word-that-nobody-may-see';
const KEY = '0123456789abcdef0123456789abcdef';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const context = (signal = new AbortController().signal): ConnectContext => ({
  name: 'Office mail',
  clock: { now: () => Date.UTC(2026, 10, 20, 1), monotonic: () => performance.now(), zone: 'UTC', after: () => () => undefined },
  random: () => 0.5,
  signal,
  hide: () => undefined,
});

async function receiving(options: ReceivingOptions = {}): Promise<ReceivingServer> {
  const server = await ReceivingServer.start(options);
  closing.push(() => server.close());
  return server;
}

const settings = (server: { port: number }, more: object = {}) =>
  spec.config.parse({
    host: 'localhost',
    port: server.port,
    encryption: 'starttls',
    signIn: 'none',
    sender: 'swivel@example.org',
    senderName: 'Lohn für März',
    ca: CERTIFICATES.right.cert,
    connectTimeout: 2000,
    answerTimeout: 2000,
    ...more,
  });

async function tested(config: ReturnType<typeof settings>, secrets: Record<string, string> = {}): Promise<TestedPart[]> {
  const parts: TestedPart[] = [];
  for await (const part of run.test(config, secrets, context())) parts.push(part);
  expect(JSON.stringify(parts)).not.toContain(SECRET);
  return parts;
}

async function opened(config: ReturnType<typeof settings>, secrets: Record<string, string> = {}): Promise<MailService> {
  const open = await run.open(config, secrets, context());
  closing.push(() => open.close());
  return open.use;
}

const mail = (more: Partial<MailMessage> = {}): MailMessage => ({
  from: { address: '' },
  to: ['ann@example.org'],
  cc: [],
  bcc: [],
  subject: 'Grüße ✓ 給与',
  text: 'Zeile 1\n.\n.. dots\n',
  attachments: [],
  key: KEY,
  ...more,
});
const send = (service: MailService, more: Partial<MailMessage> = {}, signal = new AbortController().signal) => service.send(mail(more), signal);

/** A server that says these things and nothing else. */
async function saying(...lines: string[]): Promise<{ port: number }> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    for (const line of lines) socket.write(line);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return { port: (server.address() as { port: number }).port };
}

describe('the test of a connection', () => {
  test.each(['starttls', 'tls', 'none'] as const)('goes through with %s, and sends nothing', async (encryption) => {
    const server = await receiving({ encryption, user: 'ann', password: SECRET });
    const parts = await tested(settings(server, { encryption, signIn: 'password', user: 'ann' }), { password: SECRET });
    expect(parts.map(({ part, ok }) => `${part} ${ok}`)).toEqual(['address true', 'reach true', 'encryption true', 'sign-in true', 'sender true']);
    expect(parts[4]?.message).toBe('Mail from swivel@example.org is accepted. Nothing was sent.');
    expect(server.mails).toEqual([]);
  });

  const failing = async (config: ReturnType<typeof settings>, secrets: Record<string, string> = {}) => {
    const parts = await tested(config, secrets);
    expect(parts.slice(0, -1).every(({ ok }) => ok)).toBe(true);
    const last = parts.at(-1);
    expect(last?.ok).toBe(false);
    return `${last?.part}: ${last?.message}`;
  };

  test('says exactly what is wrong', async () => {
    expect(await failing(settings({ port: 25 }, { host: 'no-such-host.invalid' }))).toBe(
      'address: "Office mail": no computer named no-such-host.invalid is known here.',
    );
    const gone = await receiving();
    const { port } = gone;
    await gone.close();
    expect(await failing(settings({ port }))).toBe(`reach: "Office mail": nothing answers at localhost:${port}.`);
    const plain = await receiving({ encryption: 'none' });
    expect(await failing(settings(plain))).toMatch(/^encryption: "Office mail": localhost does not offer STARTTLS on port \d+\. It said: 5/);
    expect(await failing(settings(plain, { encryption: 'tls' }))).toMatch(/^encryption: .* does not speak TLS from the start\.$/);
    expect(await failing(settings(await saying('554 no service for you\r\n')))).toBe(
      'encryption: "Office mail": localhost does not want to talk to us. It said: 554 no service for you',
    );
  });

  test.each(['starttls', 'tls'] as const)('a certificate that is not right, with %s', async (encryption) => {
    const other = await receiving({ encryption, certificate: 'other' });
    expect(await failing(settings(other, { encryption, ca: CERTIFICATES.other.cert }))).toBe(
      'encryption: "Office mail": the certificate was made for another host than localhost.',
    );
    const old = await receiving({ encryption, certificate: 'old' });
    expect(await failing(settings(old, { encryption, ca: CERTIFICATES.old.cert }))).toContain('the certificate of localhost has expired');
    const right = await receiving({ encryption });
    expect(await failing(settings(right, { encryption, ca: '' }))).toContain('was issued by nobody this machine trusts');
  });

  test('a wrong password, none, and a server that knows no sign-in', async () => {
    const server = await receiving({ user: 'ann', password: 'another' });
    const config = settings(server, { signIn: 'password', user: 'ann' });
    expect(await failing(config, { password: SECRET })).toMatch(/^sign-in: "Office mail": localhost does not accept the user and password\. It said: 535/);
    expect(await failing(config)).toBe('sign-in: "Office mail" has no password for this environment.');
    const open = await receiving();
    expect(await failing(settings(open, { signIn: 'password', user: 'ann' }), { password: SECRET })).toMatch(/^sign-in: .* does not offer to sign in/);
  });

  test('a sender that is not taken, and a server that never says a word', async () => {
    const server = await receiving();
    server.faults.sender = '550 not your address';
    expect(await failing(settings(server))).toBe('sender: localhost takes no mail from swivel@example.org. It said: 550 not your address');
    const silent = (await tested(settings(await saying(), { connectTimeout: 1000 }))).at(-1);
    expect(silent).toMatchObject({ part: 'encryption', ok: false, message: expect.stringMatching(/^Something answers at .*, but then it says nothing\.$/) });
    expect(silent?.hint).toBe('Check the port: another program may listen there. Mail servers mostly listen on 587 with STARTTLS and on 465 with TLS.');
  });
});

describe('a mail', () => {
  test('arrives whole, with its key as Message-ID, and says who sent it', async () => {
    const server = await receiving({ user: 'ann', password: SECRET });
    const service = await opened(settings(server, { signIn: 'password', user: 'ann' }), { password: SECRET });
    const content = Buffer.from('id;name\r\n1;Zoë\r\n');
    const receipt = await send(service, {
      cc: ['bob@example.org'],
      bcc: ['eve@example.org'],
      html: '<p>Hallo</p>',
      attachments: [{ name: 'Löhne März.csv', type: 'text/csv; charset=utf-8', content }],
    });
    expect(receipt).toMatchObject({ messageId: `<${KEY}@example.org>`, accepted: ['ann@example.org', 'bob@example.org', 'eve@example.org'], refused: [] });
    const [got] = server.mails;
    expect(got).toMatchObject({ from: 'swivel@example.org', to: ['ann@example.org', 'bob@example.org', 'eve@example.org'], user: 'ann', encrypted: true });
    expect(got?.raw).toContain(`Message-ID: <${KEY}@example.org>`);
    expect(got?.raw).toContain('Date: Fri, 20 Nov 2026 01:00:00 +0000');
    expect(got?.raw).toMatch(/^From: =\?UTF-8\?.*<swivel@example.org>/m);
    expect(got?.raw).toContain(content.toString('base64'));
    expect(got?.raw).not.toContain('eve@example.org');
    expect(got?.raw).not.toContain(SECRET);
  });

  test('many go over one conversation, and over a new one when the server has ended it', async () => {
    const server = await receiving();
    const service = await opened(settings(server));
    await Promise.all([send(service), send(service), send(service)]);
    expect([server.mails.length, server.conversations]).toEqual([3, 1]);
    server.hangUp();
    await send(service);
    expect([server.mails.length, server.conversations]).toEqual([4, 2]);
  });

  test.each([true, false])('recipients the server refuses are named, the others get it (pipelining %s)', async (pipelining) => {
    const server = await receiving({ pipelining });
    server.faults.recipients = { 'gone@example.org': '550 no such user' };
    const receipt = await send(await opened(settings(server)), { to: ['ann@example.org', 'gone@example.org'] });
    expect(receipt.accepted).toEqual(['ann@example.org']);
    expect(receipt.refused).toEqual([{ address: 'gone@example.org', answer: '550 no such user' }]);
    expect(server.mails[0]?.to).toEqual(['ann@example.org']);
  });

  test('what the server refuses is refused for certain, and may go another time for 4xx', async () => {
    const server = await receiving({ mostBytes: 10_000 });
    const service = await opened(settings(server));
    const why = async (faults: Partial<ReceivingServer['faults']>, more: Partial<MailMessage> = {}) => {
      server.faults = { recipients: {}, ...faults };
      return send(service, more).then(
        () => 'sent',
        (error: { code: string; retryable?: boolean; message: string }) => `${error.code} ${error.retryable}: ${error.message}`,
      );
    };
    expect(await why({ recipients: { 'ann@example.org': '450 later' } })).toBe('mail-refused true: localhost did not take the mail. It said: 450 later');
    expect(await why({ recipients: { 'ann@example.org': '550 never' } })).toBe('mail-refused false: localhost did not take the mail. It said: 550 never');
    expect(await why({ afterData: '451 busy' })).toMatch(/^mail-refused true: .*451 busy$/);
    expect(await why({ afterData: '554 spam' })).toMatch(/^mail-refused false: .*554 spam$/);
    expect(await why({ sender: '553 not yours' })).toMatch(/^sender-refused undefined: .*553 not yours$/);
    expect(await why({ sender: '452 full' })).toMatch(/^mail-refused true/);
    expect(await why({}, { text: 'x'.repeat(20_000) })).toBe('mail-refused false: localhost takes no mail of this size.');
    expect(server.mails).toEqual([]);
    expect(await why({})).toBe('sent');
  });

  test('lost before the last dot it was not sent; lost after it nobody knows', async () => {
    const server = await receiving();
    const service = await opened(settings(server));
    const code = (more: Partial<MailMessage> = {}) =>
      send(service, more).then(
        () => 'sent',
        (error: { code: string; retryable?: boolean }) => error.code,
      );
    const large = { attachments: [{ name: 'a.bin', type: 'application/octet-stream', content: Buffer.alloc(8_000_000, 7) }] };
    for (const cutAt of ['greeting', 'recipient'] as const) {
      server.faults = { recipients: {}, cutAt };
      expect(await code(), cutAt).toBe('connection-lost');
    }
    server.faults = { recipients: {}, cutAt: 'in-message' };
    expect(await code(large)).toBe('connection-lost');
    server.faults = { recipients: {}, cutAt: 'after-message' };
    expect(await code()).toBe('no-answer');
    expect(server.swallowed).toHaveLength(1);
    server.faults = { recipients: {} };
    expect(await code()).toBe('sent');
    expect(server.mails).toHaveLength(1);
  });

  test('nothing that could begin another header or command leaves this program', async () => {
    const server = await receiving();
    const service = await opened(settings(server));
    for (const more of [
      { subject: 'Hello\r\nBcc: eve@example.org' },
      { subject: 'Hello\nX: y' },
      { to: ['ann@example.org>\r\nRCPT TO:<eve@example.org'] },
      { to: ['ann@example.org, eve@example.org'] },
      { cc: ['"eve@evil.example" <ann@example.org>'] },
      { bcc: [''] },
      { from: { address: 'swivel@example.org\r\nDATA' } },
      { from: { address: '', name: 'Ann\r\nBcc: eve@example.org' } },
      { replyTo: 'a@b\nc' },
      { attachments: [{ name: 'a\r\nX: y', type: 'text/csv', content: Buffer.alloc(1) }] },
      { to: [] },
    ])
      await expect(send(service, more), JSON.stringify(more)).rejects.toMatchObject({ code: 'mail-wrong' });
    expect([server.mails, server.conversations]).toEqual([[], 0]);
  });

  test('a stop ends the waiting', async () => {
    const service = await opened(settings(await saying(), { encryption: 'none' }));
    const abort = new AbortController();
    const sending = send(service, {}, abort.signal);
    setTimeout(() => abort.abort(new Error('stopped by hand')), 20);
    await expect(sending).rejects.toThrow('stopped by hand');
  });
});

test('the settings say what is missing', () => {
  const codes = (config: object) => spec.check(spec.config.parse(config)).map(({ field, severity }) => `${field} ${severity ?? 'error'}`);
  expect(codes({})).toEqual(['host error', 'user error', 'sender error']);
  expect(codes({ host: 'smtp://mail', sender: 'Ann <a@b>', senderName: 'a\nb', ca: 'x', user: 'u', encryption: 'none' })).toEqual([
    'host error',
    'encryption warning',
    'sender error',
    'senderName error',
    'ca error',
  ]);
  expect(spec.hosts(spec.config.parse({ host: ' Mail.Example ', port: 25 }))).toEqual(['mail.example:25']);
});
