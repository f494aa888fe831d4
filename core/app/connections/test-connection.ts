import type * as z from 'zod';
import type { connectionToTest, TestEvent } from '../../api/connection-models.ts';
import { type ErrorReport, fromErrorReport, OperationalError, toErrorReport, UserError } from '../../base/errors.ts';
import { createLearningRedactor } from '../../base/redact.ts';
import type { Secrets, TestedPart } from '../../catalog/connection-spec.ts';
import type { ConnectionRecord } from '../../store/connections.ts';
import { EventStream } from '../event-stream.ts';
import { understood } from './connection-book.ts';
import type { ConnectionDesk } from './connection-desk.ts';
import { mustFindConnection } from './connection-parts.ts';
import { sameHosts } from './connection-state.ts';

/** A test that has not ended by then hangs. */
const LONGEST_MS = 60_000;

type Request = z.output<typeof connectionToTest>;

interface ToTest {
  kind: string;
  name: string;
  config: Readonly<Record<string, unknown>>;
  secrets: Secrets;
  /** Revision of what is tested, where it is what is saved. */
  saved: { record: ConnectionRecord; revision: number } | null;
}

/** Tests a connection part by part. The last event is always `finished`; nothing that leaves here holds a secret. Leaving the stream stops it. */
export function testConnection(desk: ConnectionDesk, request: Request, signal?: AbortSignal): EventStream<TestEvent> {
  const stop = new AbortController();
  const stream = new EventStream<TestEvent>({ signal, closed: () => stop.abort() });
  void runTest(desk, request, stop, (event) => stream.push(event)).finally(() => stream.end());
  return stream;
}

async function runTest(desk: ConnectionDesk, request: Request, stop: AbortController, tell: (event: TestEvent) => void): Promise<void> {
  const { clock, kinds, store } = desk.parts;
  const began = clock.monotonic();
  const parts: TestedPart[] = [];
  let redactor = createLearningRedactor([]);
  let subject: ToTest | null = null;
  let error: ErrorReport | null = null;
  let late = false;
  const cancel = clock.after(LONGEST_MS, () => {
    late = true;
    stop.abort();
  });
  try {
    subject = await whatToTest(desk, request);
    redactor = createLearningRedactor(Object.values(subject.secrets));
    const { name, kind, config, secrets } = subject;
    const run = await kinds.load(kind);
    for await (const found of run.test(config, secrets, { name, clock, random: () => desk.random(), signal: stop.signal, hide: redactor.learn })) {
      const part = {
        part: found.part,
        ok: found.ok,
        ...(found.untried ? { untried: true as const } : {}),
        message: redactor.text(found.message),
        ...(found.hint === undefined ? {} : { hint: redactor.text(found.hint) }),
        ...(found.accept === undefined ? {} : { accept: { field: found.accept.field, value: redactor.text(found.accept.value) } }),
      };
      parts.push(part);
      tell({ kind: 'part', part });
      if (!found.ok || stop.signal.aborted) break;
    }
  } catch (thrown) {
    error = redactor.report(toErrorReport(thrown));
  } finally {
    cancel();
  }
  if (late) error = toErrorReport(new OperationalError('connection-timeout', 'The test did not come to an end in a minute.', { retryable: true }));
  const ok = error === null && !stop.signal.aborted && parts.length > 0 && parts.every((part) => part.ok);
  const ms = clock.monotonic() - began;
  if (subject?.saved && (late || !stop.signal.aborted) && !desk.parts.options.readOnly) {
    const { record, revision } = subject.saved;
    const kept = error ? [...parts, { part: 'test', ok: false, message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) }] : parts;
    store.connections.putTest(record.connectionId, { environment: request.environment, revision, at: clock.now(), ok, ms, parts: JSON.stringify(kept) });
    desk.changed(record.connectionId);
  }
  tell({ kind: 'finished', ok, ms, ...(error ? { error } : {}) });
}

async function whatToTest(desk: ConnectionDesk, { connectionId, environment, draft }: Request): Promise<ToTest> {
  const record = connectionId === undefined ? null : mustFindConnection(desk.parts, connectionId);
  if (draft) return { ...(await draftToTest(desk, draft, record, environment)), saved: null };
  if (!record) throw new UserError('connection-unset', 'Nothing was given to test.');
  const job = await desk.job(record, environment);
  if (job.trouble) throw fromErrorReport(job.trouble);
  return { ...job, saved: { record, revision: job.revision } };
}

async function draftToTest(
  desk: ConnectionDesk,
  draft: NonNullable<Request['draft']>,
  record: ConnectionRecord | null,
  environment: Request['environment'],
): Promise<Omit<ToTest, 'saved'>> {
  const { spec, config, hosts } = understood(desk.parts, draft.kind, draft.config);
  const [wrong] = spec.check(config).filter(({ severity = 'error' }) => severity === 'error');
  if (wrong)
    throw new UserError('connection-unset', wrong.message, { place: { field: wrong.field }, ...(wrong.hint === undefined ? {} : { hint: wrong.hint }) });
  const kept = record && record.kind === draft.kind ? desk.parts.store.connections.secrets(record.connectionId, environment) : [];
  const secrets: Record<string, string> = {};
  for (const { name, label, required } of spec.secrets(config)) {
    const given = draft.secrets[name];
    const sealed = given === undefined ? kept.find((one) => one.name === name) : undefined;
    if (typeof given === 'string' && given !== '') secrets[name] = given;
    else if (sealed && record && sameHosts(sealed.hosts, hosts)) secrets[name] = await desk.openSecret(record.connectionId, sealed);
    else if (sealed)
      throw new UserError('hosts-changed', `"${label}" was given for another host, so it is not sent to this one.`, {
        hint: 'Give it again: what signs in goes only to the hosts it was given for.',
        place: { field: name },
      });
    else if (required) throw new UserError('secrets-missing', `"${label}" is missing.`, { hint: 'Fill it in, then test again.', place: { field: name } });
  }
  return { kind: draft.kind, name: draft.name, config, secrets };
}
