import { basename, dirname } from 'node:path';
import { formatBytes } from '../../base/amounts.ts';
import type { ArrivalState, Expectation } from '../../flow/expectation.ts';
import type { ArrivalRecord } from '../../store/arrivals.ts';
import type { FlowRecord } from '../../store/flows.ts';
import { ArrivalWatch, type ExpectingFlow } from '../../triggers/arrivals/arrival-watch.ts';
import { expectedTimes } from '../../triggers/arrivals/expected-days.ts';
import { isAlarming } from '../../triggers/arrivals/judge.ts';
import type { Parts } from '../parts.ts';
import { absolutePath } from '../workspace/workspace-folders.ts';
import { readSettings } from '../workspace/workspace-settings.ts';
import { arrivalPath, findArrival } from './find-arrival.ts';

type Alarming = 'missing' | 'late' | 'empty' | 'truncated' | 'repeated' | 'unusual';
type AlarmKind = `arrival-${Alarming}`;
type Facts = Record<string, string | number | null>;

/** Who is told what is wrong with an expected file, and that it is over; the desk for alerts is one. */
export interface ArrivalAlarm {
  raise(alert: { kind: AlarmKind; flowId: string; flowName: string; subject: string; runId?: string; facts: Facts }): unknown;
  recovered(over: { kinds: readonly AlarmKind[]; flowId: string; subject: string; facts: Facts }): unknown;
}

/** What the desk works with. */
export type ArrivalParts = Pick<Parts, 'store' | 'clock' | 'folders' | 'connections' | 'news'> & { readonly alarm: ArrivalAlarm };

/** Expected files of the flows in service: watched over, judged, told. */
export class ArrivalDesk {
  readonly #parts: ArrivalParts;
  readonly #watch: ArrivalWatch;
  readonly #troubles = new Map<string, { flowName: string; name: string; sentence: string }>();
  #open = false;

  constructor(parts: ArrivalParts) {
    this.#parts = parts;
    this.#watch = new ArrivalWatch({
      store: parts.store,
      clock: parts.clock,
      flows: () => this.flows(),
      nameOf: (flow, expectation, time) => arrivalPath(parts, flow, expectation, time),
      find: (flow, expectation, name, since, signal) => findArrival(parts, flow, expectation, name, since, signal),
      changed: (flow, expectation, record, before) => this.#tell(flow, expectation, record, before),
      trouble: (flow, expectation, sentence) => this.#note(flow, expectation, sentence),
      news: () => parts.news.stateChanged(),
    });
  }

  /** Starts watching. */
  open(): void {
    this.#open = true;
    this.#watch.open();
  }

  /** A flow was published, the machine woke: looks at once. */
  look(): void {
    if (this.#open) void this.#watch.look();
  }

  /** A run of this flow has ended: where the flow expects files, it may have read one. */
  ranTo(flowId: string): void {
    if (!this.#open) return;
    const record = this.#parts.store.flows.find(flowId);
    if (record && this.#expecting(record).length > 0) this.look();
  }

  /** A flow was put into service, or another version of it: what is waited for follows what it expects now. */
  published(flowId: string): void {
    this.#parts.store.arrivals.dropWaiting(flowId);
    this.look();
  }

  /** The same, to be waited for. */
  lookNow(): Promise<void> {
    return this.#watch.look();
  }

  get lastLook(): number | null {
    return this.#watch.lastLook;
  }

  /** The flows in service that expect something. */
  flows(): ExpectingFlow[] {
    return this.#parts.store.flows.live().flatMap((record) => this.#expecting(record));
  }

  /** Why nobody can look for an expected file; null when all is well. */
  troubleOf(flowId: string, expectationId: string): string | null {
    return this.#troubles.get(`${flowId}/${expectationId}`)?.sentence ?? null;
  }

  /** Sentences about expected files that nobody can look for. */
  troubles(): string[] {
    const { trouble } = this.#watch;
    const whole = trouble === null ? [] : [`Expected files cannot be looked for: ${trouble}`];
    return [...whole, ...[...this.#troubles.values()].map(({ flowName, name, sentence }) => `"${flowName}" cannot look for the file "${name}": ${sentence}`)];
  }

  close(): Promise<void> {
    return this.#watch.close();
  }

  #expecting({ flowId, liveVersion, liveEnvironment }: FlowRecord): ExpectingFlow[] {
    const { store, clock } = this.#parts;
    const flow = liveVersion === null ? null : store.flows.document(flowId, liveVersion);
    if (!flow?.expects || flow.expects.length === 0) return [];
    const { holidays } = readSettings(store.settings);
    const environment = liveEnvironment ?? 'production';
    return [{ flowId, flowName: flow.name, environment, days: { zone: flow.settings.zone || clock.zone, holidays }, expects: flow.expects }];
  }

  #note(flow: ExpectingFlow, expectation: Expectation, sentence: string | null): void {
    const key = `${flow.flowId}/${expectation.id}`;
    if (sentence === (this.#troubles.get(key)?.sentence ?? null)) return;
    if (sentence === null) this.#troubles.delete(key);
    else this.#troubles.set(key, { flowName: flow.flowName, name: expectation.name || expectation.path, sentence });
    this.#parts.news.stateChanged();
  }

  /** Within the transaction that writes the new state: what is wrong opens an incident, what is well closes it. */
  #tell(flow: ExpectingFlow, expectation: Expectation, record: ArrivalRecord, before: ArrivalState | null): void {
    const { alarm } = this.#parts;
    const { flowId, flowName } = flow;
    const { state } = record;
    const facts = () => ({ ...this.#lookedFor(flow, expectation, record), ...factsOf(expectation, record) });
    const subject = expectation.id;
    if (!isAlarming(state)) {
      if (state !== 'waiting') alarm.recovered({ kinds: KINDS, flowId, subject, facts: facts() });
      return;
    }
    // What was missing has come after all: that incident is over, whatever there is to say of the file.
    if (before !== null && isAlarming(before)) alarm.recovered({ kinds: [kindOf(before)], flowId, subject, facts: facts() });
    alarm.raise({
      kind: kindOf(state),
      flowId,
      flowName,
      subject,
      ...(record.runId === null ? {} : { runId: record.runId }),
      facts: facts(),
    });
  }

  /** What file was waited for, and where. */
  #lookedFor(flow: ExpectingFlow, expectation: Expectation, record: ArrivalRecord): Facts {
    const { store, folders } = this.#parts;
    const { name, connection } = expectation;
    const [time] = expectedTimes(expectation, flow.days, record.due - 1, 1);
    const path = time ? arrivalPath(this.#parts, flow, expectation, time) : expectation.path;
    const place = connection === '' ? dirname(absolutePath(folders.flow(flow.flowId), path)) : dirname(path);
    const elsewhere = connection === '' ? undefined : store.connections.find(connection)?.name;
    const known = { expected: basename(path), called: name, place, zone: flow.days.zone };
    return elsewhere === undefined ? known : { ...known, connection: elsewhere };
  }
}

const kindOf = (state: ArrivalState): AlarmKind => `arrival-${state as Alarming}`;
const KINDS: readonly AlarmKind[] = (['missing', 'late', 'empty', 'truncated', 'repeated', 'unusual'] as const).map((state) => kindOf(state));

function factsOf(expectation: Expectation, record: ArrivalRecord): Facts {
  const { leastBytes, mostBytes } = expectation;
  return {
    dueAt: record.until,
    ...(record.arrivedAt === null ? {} : { cameAt: record.arrivedAt }),
    ...(record.file === null ? {} : { file: record.file }),
    ...(record.bytes === null ? {} : { bytes: record.bytes }),
    ...(leastBytes === undefined || mostBytes === undefined ? {} : { usual: `${formatBytes(leastBytes)} – ${formatBytes(mostBytes)}` }),
    ...(record.said === null ? {} : { message: record.said }),
  };
}
