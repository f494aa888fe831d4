import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type AlertChannel, type AlertSettings, DEFAULT_ALERT_SETTINGS } from '../../alerts/alert-settings.ts';
import type { ConnectionFamily, Families } from '../../catalog/families/families.ts';
import type { HttpRequest } from '../../catalog/families/http-service.ts';
import type { MailService } from '../../catalog/families/mail-service.ts';
import { run as smtp } from '../../connections/smtp/run.ts';
import { spec as smtpSpec } from '../../connections/smtp/spec.ts';
import { ReceivingServer } from '../../connections/smtp/testing/receiving-server.ts';
import type { Store } from '../../store/store.ts';
import { aFlow, aRun, aStep, NO_COUNTS, temporaryFolder, temporaryStore } from '../../store/testing/workspace.ts';
import { FakeClock } from '../../triggers/testing/fake-clock.ts';
import { AlertDesk } from './alert-desk.ts';
import { AlertPost } from './alert-post.ts';

const MINUTE = 60_000;
const mailChannel: AlertChannel = { kind: 'mail', id: 'm', name: 'Office', connectionId: 'smtp', to: ['ann@example.org', 'bob@example.org'] };
let server: ReceivingServer;
let clock: FakeClock;
let store: Store;
let desk: AlertDesk;
let post: AlertPost;
let shown: { title: string }[] = [];
let somebody = true;
let requests: HttpRequest[] = [];
let status = 200;
let made = 1;
let ended = 0;

const settings = (changes: Partial<AlertSettings> = {}): AlertSettings => ({ ...DEFAULT_ALERT_SETTINGS, channels: [mailChannel], ...changes });

/** The app's alerts over a store, as after a start of the program. */
function begin(workspaceStore: Store): void {
  store = workspaceStore;
  // What the program before had in hand ends with it.
  clock = new FakeClock(clock.now());
  const random = (count: number) => Uint8Array.from({ length: count }, () => made++ * 48271);
  desk = new AlertDesk({ store, clock, random, changed: () => post.nudge(true) });
  const open = async <F extends ConnectionFamily>(_id: string, family: F, { signal }: { signal: AbortSignal }) => {
    const port = server.port;
    const config = smtpSpec.config.parse({ host: '127.0.0.1', port, encryption: 'none', signIn: 'none', sender: 'swivel@example.org', answerTimeout: 2000 });
    const mail = await smtp.open(config, {}, { name: 'Office', clock, random: () => 0.5, hide: () => undefined, signal });
    const http = {
      title: 'hook.example',
      send: (request: HttpRequest) => {
        requests.push(request);
        return Promise.resolve({ status, headers: {}, body: new Uint8Array(), url: '' });
      },
    };
    const use: MailService | typeof http = family === 'mail' ? mail.use : http;
    return { use: use as Families[F], close: () => mail.close() };
  };
  const show = (notice: { title: string }) => somebody && shown.push(notice) > 0;
  post = new AlertPost({ store, clock, random, desk, channels: { open, show }, changed: () => undefined });
}

/** Lets everything happen that is due. */
async function settle(ms = 0): Promise<void> {
  clock.pass(ms);
  for (let i = 0; i < 3; i++) {
    await post.idle();
    await turn();
    clock.pass(0);
  }
  await post.idle();
}

const subjects = () => server.mails.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1]);
const states = () =>
  store.incidents.list({ state: 'all', limit: 99 }).flatMap(({ seq }) => store.alertMessages.of(seq).map(({ about, state }) => `${about} ${state}`));

/** A run of the flow from its beginning to its end. */
function runEnds(
  status: 'succeeded' | 'failed' | 'interrupted' | 'succeeded-with-rejects',
  { runId = `r${++ended}`, cause = 'schedule' as const, rejected = 0 } = {},
): void {
  store.runs.queue({ ...aRun(runId), cause, mode: 'run' });
  store.runs.start(runId, clock.now());
  const error = { class: 'user' as const, code: 'no-file', message: 'There is no file a.csv.', hint: 'Choose one that is there.' };
  const counts = { ...NO_COUNTS, read: 10, rejected, delivered: 10 - rejected };
  store.runs.finish(runId, { status, at: clock.now(), durationMs: 5, counts, ...(status === 'failed' ? { error } : {}) });
  post.nudge();
}

beforeEach(async () => {
  server = await ReceivingServer.start({ encryption: 'none' });
  onTestFinished(() => server.close());
  clock = new FakeClock(Date.UTC(2026, 10, 20, 12));
  [shown, somebody, requests, status] = [[], true, [], 200];
  begin(temporaryStore(temporaryFolder(), clock.now()));
  store.flows.add(aFlow('f', 'Nightly'), clock.now());
  desk.save(settings());
  post.open();
});

describe('incidents', () => {
  test('one message however often it fails, and one when it is well again', async () => {
    for (let i = 0; i < 5; i++) {
      runEnds('failed');
      await settle(MINUTE);
    }
    expect(subjects()).toEqual(['Nightly failed']);
    expect(server.mails[0]?.to).toEqual(['ann@example.org', 'bob@example.org']);
    expect(store.incidents.list({ state: 'open', limit: 9 })).toMatchObject([{ kind: 'run-failed', count: 5, flowName: 'Nightly' }]);
    runEnds('succeeded');
    await settle();
    expect(subjects()).toEqual(['Nightly failed', 'Well again: Nightly failed']);
    expect(store.incidents.count({ state: 'open' })).toBe(0);
    runEnds('failed');
    await settle();
    expect(subjects()).toHaveLength(3);
  });

  test('rejects over the limit of the flow, and under it again', async () => {
    desk.save(settings({ rejectsOver: 5, flows: { f: { off: false, rejectsOver: 2, kinds: {} } } }));
    runEnds('succeeded-with-rejects', { runId: 'a', rejected: 2 });
    await settle();
    expect(subjects()).toEqual([]);
    runEnds('succeeded-with-rejects', { runId: 'b', rejected: 3 });
    await settle();
    expect(subjects()).toEqual(['Nightly: 3 of 10 records rejected']);
    runEnds('succeeded-with-rejects', { runId: 'c', rejected: 1 });
    await settle();
    expect(subjects()).toEqual(['Nightly: 3 of 10 records rejected', 'Well again: Nightly: 3 of 10 records rejected']);
  });

  test('a check that did not hold is told as that, whether it warned or stopped the run', async () => {
    const wanted = 'Between 100 and 200 records';
    const checked = (runId: string, held: boolean, code?: string) => {
      store.runs.queue({ ...aRun(runId), cause: 'schedule', mode: 'run' });
      store.runs.start(runId, clock.now());
      store.steps.put(runId, [aStep('check')]);
      store.steps.note(runId, 'check', 'checks', JSON.stringify([{ wanted, held, found: '3 records', outcome: 'warn' }]));
      const error = code === undefined ? {} : { error: { class: 'user' as const, code, message: 'Stopped.' } };
      store.runs.finish(runId, { status: code ? 'failed' : 'succeeded', at: clock.now(), durationMs: 1, counts: NO_COUNTS, ...error });
      post.nudge();
    };
    checked('a', false);
    await settle();
    checked('b', false, 'check-failed');
    await settle();
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]?.raw).toContain('Nightly=3A_the_check_');
    expect(store.incidents.list({ state: 'open', limit: 9 })).toMatchObject([{ kind: 'check-failed', count: 2 }]);
    checked('c', true);
    await settle();
    expect(store.incidents.count({ state: 'open' })).toBe(0);
  });

  test('what the rules do not want is not told: kinds, flows, channels, runs by hand', async () => {
    const { kinds } = DEFAULT_ALERT_SETTINGS;
    desk.save(settings({ kinds: { ...kinds, 'run-failed': { on: false, urgent: false, channels: null } } }));
    runEnds('failed', { runId: 'a' });
    await settle();
    desk.save(settings({ flows: { f: { off: true, rejectsOver: null, kinds: {} } } }));
    runEnds('failed', { runId: 'b' });
    await settle();
    desk.save(settings());
    runEnds('failed', { runId: 'c', cause: 'manual' as 'schedule' });
    await settle();
    desk.save(settings({ kinds: { ...kinds, 'run-failed': { on: true, urgent: false, channels: [] } } }));
    await settle();
    expect(store.incidents.count({ state: 'all' })).toBe(0);
    runEnds('failed', { runId: 'd' });
    await settle();
    expect([store.incidents.count({ state: 'open' }), subjects()]).toEqual([1, []]);
  });

  test('each subject is an incident of its own; a caller that takes its transaction back raised nothing', async () => {
    const missing = (subject: string) => ({
      kind: 'arrival-missing' as const,
      flowId: 'f',
      flowName: 'Nightly',
      subject,
      facts: { expected: `${subject}.csv` },
    });
    desk.raise(missing('a'));
    desk.raise(missing('b'));
    desk.raise(missing('a'));
    expect(() =>
      store.write(() => {
        desk.raise(missing('c'));
        throw new Error('taken back');
      }),
    ).toThrow('taken back');
    await settle();
    expect(subjects()).toEqual(['No file has come: a.csv', 'No file has come: b.csv']);
    desk.recovered({ kinds: ['arrival-missing'], flowId: 'f', subject: 'a' });
    await settle();
    expect(store.incidents.list({ state: 'open', limit: 9 }).map(({ subject }) => subject)).toEqual(['b']);
  });

  test('acknowledged by whom and when; closed by hand it ends quietly', async () => {
    const id = desk.raise({ kind: 'trigger-dead', flowId: 'f', flowName: 'Nightly', facts: { trigger: 'Every night' } }) as string;
    desk.acknowledge(id, 'ann', 'I am on it');
    expect(store.incidents.find(id)).toMatchObject({ seenBy: 'ann', seenNote: 'I am on it', seenAt: clock.now(), closedAt: null });
    expect([store.incidents.count({ state: 'open' }), store.incidents.count({ state: 'unseen' })]).toEqual([1, 0]);
    await settle();
    desk.close(id, 'ann');
    await settle();
    expect(store.incidents.find(id)).toMatchObject({ closedBy: 'ann' });
    expect(server.mails).toHaveLength(1);
    expect(() => desk.acknowledge('nobody', 'ann', '')).toThrow('no longer exists');
  });
});

describe('a crash', () => {
  test('between the end of a run and its mail: told once after the next start', async () => {
    store.runs.queue({ ...aRun('r'), cause: 'schedule', mode: 'run' });
    store.runs.start('r', clock.now());
    store.runs.finish('r', { status: 'failed', at: clock.now(), durationMs: 1, counts: NO_COUNTS });
    begin(store);
    post.open();
    await settle();
    begin(store);
    post.open();
    await settle();
    expect(subjects()).toEqual(['Nightly failed']);
  });

  test('what was interrupted is told too', async () => {
    store.runs.queue({ ...aRun('r'), cause: 'schedule', mode: 'run' });
    store.runs.interruptOpen(clock.now(), { class: 'operational', code: 'interrupted', message: 'Swivel ended.' });
    begin(store);
    post.open();
    await settle();
    expect(subjects()).toEqual(['Nightly was interrupted']);
  });

  test('between the mail and its receipt: known to be unknown, never sent again by itself', async () => {
    desk.raise({ kind: 'run-failed', flowId: 'f', flowName: 'Nightly', facts: {} });
    const [message] = store.alertMessages.due(clock.now(), 9);
    store.alertMessages.begin(message?.seq ?? 0, clock.now());
    begin(store);
    post.open();
    await settle(60 * MINUTE);
    expect([states(), subjects()]).toEqual([['opened unknown'], []]);
    expect(post.troubles).toEqual(['Alerts cannot be sent through "Office": Swivel ended while the message was on its way.']);
    desk.sendAgain(message?.messageId ?? '');
    await settle();
    expect([states(), subjects()]).toEqual([['opened sent'], ['Nightly failed']]);
  });

  test('the answer lost after the whole mail: unknown as well', async () => {
    server.faults = { recipients: {}, cutAt: 'after-message' };
    runEnds('failed');
    await settle(60 * MINUTE);
    expect([states(), server.swallowed.length, server.mails.length]).toEqual([['opened unknown'], 1, 0]);
  });
});

describe('a channel that fails', () => {
  test('is tried again with longer and longer waits, under one key, and said meanwhile', async () => {
    server.faults = { recipients: {}, sender: '451 later' };
    runEnds('failed');
    await settle();
    expect(post.troubles[0]).toMatch(/^Alerts cannot be sent through "Office": .*451 later$/);
    await settle(MINUTE);
    await settle(MINUTE);
    const [incident] = store.incidents.list({ state: 'open', limit: 1 });
    const [message] = store.alertMessages.of(incident?.seq ?? 0);
    expect(store.alertMessages.attemptsOf(message?.seq ?? 0).map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
    server.faults = { recipients: {} };
    await settle(5 * MINUTE);
    expect([states(), subjects(), post.troubles]).toEqual([['opened sent'], ['Nightly failed'], []]);
    expect(server.mails[0]?.raw).toContain(`Message-ID: <${message?.messageId}@example.org>`);
  });

  test('is given up after a day, and stays in sight', async () => {
    desk.save(settings({ channels: [{ kind: 'webhook', id: 'w', name: 'Chat', connectionId: 'http', path: '/hook' }] }));
    status = 500;
    runEnds('failed');
    for (let hour = 0; hour < 26; hour++) await settle(60 * MINUTE);
    expect(states()).toEqual(['opened failed']);
    expect(post.troubles).toEqual(['Alerts cannot be sent through "Chat": hook.example answered with 500.']);
  });

  test('what was waiting when a backup was put back may have been sent: unknown', async () => {
    server.faults = { recipients: {}, sender: '451 later' };
    runEnds('failed');
    await settle();
    store.settings.set('restored', { from: 'b', backupAt: 0, content: 'whole', at: clock.now() + 1, quarantine: null });
    server.faults = { recipients: {} };
    begin(store);
    post.open();
    await settle(60 * MINUTE);
    expect([states(), subjects()]).toEqual([['opened unknown'], []]);
  });
});

describe('quiet hours', () => {
  const quiet = { on: true, from: '22:00', to: '06:00', zone: 'Europe/Berlin' };

  test('what is not urgent waits and is one message in the morning, also over a clock change', async () => {
    clock.jump(Date.UTC(2026, 2, 28, 22) - clock.now());
    desk.save(settings({ quiet }));
    desk.raise({ kind: 'arrival-late', flowId: 'f', flowName: 'Nightly', facts: { file: 'a.csv' } });
    desk.raise({ kind: 'run-rejects', flowId: 'f', flowName: 'Nightly', facts: { rejected: 3 } });
    desk.recovered({ kinds: ['run-rejects'], flowId: 'f' });
    desk.raise({ kind: 'run-failed', flowId: 'f', flowName: 'Nightly', facts: {} });
    await settle(5 * 60 * MINUTE);
    expect(subjects()).toEqual(['Nightly failed']);
    // 06:00 on the wall is six hours later, not seven.
    await settle(59 * MINUTE);
    expect(subjects()).toHaveLength(1);
    await settle(2 * MINUTE);
    expect(subjects()).toEqual(['Nightly failed', 'While it was quiet: 2 alerts']);
    expect(states().sort()).toEqual(['opened sent', 'opened summed', 'opened summed', 'summary sent', 'summary sent']);
  });
});

describe('other channels', () => {
  test('a webhook gets what happened as JSON under a key that stays, and is tried again when refused', async () => {
    desk.save(settings({ channels: [{ kind: 'webhook', id: 'w', name: 'Chat', connectionId: 'http', path: '/hook' }] }));
    status = 503;
    runEnds('failed');
    await settle();
    status = 200;
    await settle(MINUTE);
    expect(requests.map(({ method, url, headers }) => [method, url, headers?.['idempotency-key']])).toEqual([
      ['POST', '/hook', requests[1]?.headers?.['idempotency-key']],
      ['POST', '/hook', requests[0]?.headers?.['idempotency-key']],
    ]);
    const body = JSON.parse(String(requests[1]?.body)) as Record<string, unknown>;
    expect(body).toMatchObject({ event: 'opened', kind: 'run-failed', flow: 'Nightly', title: 'Nightly failed', count: 1 });
    expect(body['text']).toContain('What to do');
    expect(states()).toEqual(['opened sent']);
  });

  test('the screen waits until somebody is there', async () => {
    desk.save(settings({ channels: [{ kind: 'desktop', id: 'd', name: 'Desktop' }] }));
    somebody = false;
    runEnds('failed');
    await settle();
    expect([shown, states(), post.troubles]).toEqual([[], ['opened waiting'], []]);
    somebody = true;
    await settle(MINUTE);
    expect([shown.map(({ title }) => title), states()]).toEqual([['Nightly failed'], ['opened sent']]);
  });

  test('a channel that is gone is left out, and a test says what is wrong', async () => {
    server.faults = { recipients: {}, sender: '451 later' };
    runEnds('failed');
    await settle();
    desk.save(settings({ channels: [] }));
    await settle(MINUTE);
    expect(states()).toEqual(['opened dropped']);
    await expect(post.test(mailChannel)).rejects.toThrow('451 later');
    server.faults = { recipients: {} };
    await post.test(mailChannel);
    expect(subjects()).toEqual(['Test message of Swivel']);
  });
});

test('a program that closes sends what it still has to tell', async () => {
  runEnds('failed');
  await post.close();
  expect(subjects()).toEqual(['Nightly failed']);
});

test('a long history is listed in parts and counted', () => {
  store.write(() => {
    for (let i = 0; i < 1000; i++) {
      const { seq } = store.incidents.open({
        incidentId: `i${i}`,
        kind: 'run-failed',
        flowId: 'f',
        flowName: 'N',
        subject: '',
        runId: null,
        facts: '{}',
        openedAt: i,
      });
      store.incidents.close(seq, i, 'recovered');
    }
  });
  const first = store.incidents.list({ state: 'all', limit: 200 });
  const second = store.incidents.list({ state: 'closed', limit: 200, before: first.at(-1)?.seq });
  expect([first[0]?.incidentId, second[0]?.incidentId, store.incidents.count({ state: 'all' }), store.incidents.count({ state: 'open' })]).toEqual([
    'i999',
    'i799',
    1000,
    0,
  ]);
});
