import { basename } from 'node:path';
import type { AlertKind, AlertRaised, AlertRecovered } from '../../alerts/alert-kinds.ts';
import { type AlertChannel, type AlertRule, type AlertSettings, parseAlertSettings, rejectsAllowed, ruleFor } from '../../alerts/alert-settings.ts';
import { quietUntil } from '../../alerts/quiet-hours.ts';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { createTimeId, type RandomBytes } from '../../base/ids.ts';
import type { CheckResult } from '../../base/run-facts.ts';
import type { SourceReading } from '../../engine/node-door.ts';
import type { IncidentRecord } from '../../store/alerts.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { Store } from '../../store/store.ts';

/** What the desk for alerts works with. */
export interface AlertDeskOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Language of messages until one is chosen. */
  readonly usualLanguage?: AlertSettings['language'] | undefined;
  /** Something is to be sent, or what is shown has changed. Called within the transaction: look later. */
  changed(): void;
}

const KEY = 'alerts';
const RECOVERED = 'recovered';
/** Runs looked at in one transaction. */
const SOME = 100;

/** Kinds that a run without fault ends. */
const RUN_KINDS: readonly AlertKind[] = ['run-failed', 'run-interrupted'];

/**
 * Where whoever finds something wrong says so. One incident is open per kind, flow and subject: the first time opens it and writes down the messages to be
 * sent, in the transaction it is called in; further times are counted; `recovered` closes it.
 */
export class AlertDesk {
  readonly #options: AlertDeskOptions;

  constructor(options: AlertDeskOptions) {
    this.#options = options;
  }

  get settings(): AlertSettings {
    return parseAlertSettings(this.#options.store.settings.get(KEY), this.#options.usualLanguage);
  }

  save(settings: AlertSettings): void {
    this.#options.store.settings.set(KEY, settings);
    this.#options.changed();
  }

  /** Says that something is wrong; gives the id of the incident, null where the rules want nothing of it. May be called within a transaction of the caller's. */
  raise(alert: AlertRaised): string | null {
    const { store, clock, random, changed } = this.#options;
    const { settings } = this;
    const rule = ruleFor(settings, alert.kind, alert.flowId);
    if (!rule.on) return null;
    const id = store.write(() => {
      const now = clock.now();
      const [flowId, subject, facts] = [alert.flowId ?? '', alert.subject ?? '', JSON.stringify(alert.facts)];
      const open = store.incidents.findOpen(flowId, alert.kind, subject);
      if (open) {
        store.incidents.again(open.seq, now, alert.runId ?? null, facts);
        return open.incidentId;
      }
      const incident = store.incidents.open({
        incidentId: createTimeId(now, random),
        kind: alert.kind,
        flowId,
        flowName: alert.flowName,
        subject,
        runId: alert.runId ?? null,
        facts,
        openedAt: now,
      });
      const until = rule.urgent ? null : quietUntil(now, settings.quiet, clock.zone);
      for (const channel of channelsOf(settings, rule)) this.#write(incident, 'opened', channel, until);
      return incident.incidentId;
    });
    changed();
    return id;
  }

  /** Says that what was raised is over. Closes the incidents and, where they were told, tells that too. */
  recovered(over: AlertRecovered): void {
    const { store, clock, changed } = this.#options;
    const open = store.incidents
      .openOf(over.flowId ?? '')
      .filter((one) => (over.kinds as readonly string[]).includes(one.kind) && (over.subject === undefined || over.subject === one.subject));
    if (open.length === 0) return;
    store.write(() => {
      for (const incident of open) this.#close(incident, clock.now(), RECOVERED);
    });
    changed();
  }

  /** Somebody has seen it; it stays open until it is over. Throws the UserError `alert-not-found`. */
  acknowledge(incidentId: string, by: string, note: string): void {
    const { store, clock, changed } = this.#options;
    store.incidents.see(this.mustFind(incidentId).seq, clock.now(), by, note);
    changed();
  }

  /** Ends it by hand: nobody is told, and the next time opens another. */
  close(incidentId: string, by: string): void {
    const { store, clock, changed } = this.#options;
    const incident = this.mustFind(incidentId);
    store.write(() => {
      store.incidents.close(incident.seq, clock.now(), by);
      for (const message of store.alertMessages.of(incident.seq))
        if (message.incident === incident.seq && (message.state === 'waiting' || message.state === 'held'))
          store.alertMessages.settle(message.seq, 'dropped', clock.now(), null);
    });
    changed();
  }

  /** Sends a message once more that did not go, or of which nobody knows. Throws the UserError `alert-not-found`. */
  sendAgain(messageId: string): void {
    const { store, clock, changed } = this.#options;
    const message = store.alertMessages.find(messageId);
    if (!message || (message.state !== 'failed' && message.state !== 'unknown')) throw gone();
    store.alertMessages.again(message.seq, clock.now());
    changed();
  }

  mustFind(incidentId: string): IncidentRecord {
    const found = this.#options.store.incidents.find(incidentId);
    if (!found) throw gone();
    return found;
  }

  /**
   * Looks at runs that have ended since the last look; true when there are more. Each is looked at once, also over a crash: before a message goes out, all of
   * this is on disk, and what a power cut takes back before is done again.
   */
  lookAtRuns(): boolean {
    const { store } = this.#options;
    const due = store.incidents.dueRuns(SOME);
    if (due.length === 0) return false;
    store.writeSoon(() => {
      for (const runId of due) {
        const run = store.runs.find(runId);
        if (run) this.#lookAt(run);
        store.incidents.lookedAt(runId);
      }
    });
    return due.length === SOME;
  }

  #lookAt(run: RunRecord): void {
    const { settings } = this;
    const { flowId, flowName, runId, status, counts } = run;
    const about = { flowId, flowName, runId };
    const source = this.#filesRead(runId);
    const told = run.cause !== 'manual' || settings.manualRuns;
    const broken = this.#brokenChecks(runId);
    const [first] = broken;
    if (first && told) {
      const stopped = broken.length === 1 && run.error?.code === 'check-failed';
      const message = stopped ? (run.error?.message ?? null) : broken.map(({ wanted, found }) => `${wanted}; found: ${found}`).join('\n');
      const rejected = counts.rejected > 0 ? { rejected: counts.rejected, read: counts.read } : {};
      this.raise({ ...about, kind: 'check-failed', facts: { check: first.wanted, message, ...rejected, source } });
    }
    if (status === 'failed' || status === 'interrupted') {
      if (!told || (first && run.error?.code === 'check-failed')) return;
      const { message = null, hint = null, place } = run.error ?? {};
      const step = place?.node === undefined ? null : this.#stepName(run, place.node);
      this.raise({ ...about, kind: status === 'failed' ? 'run-failed' : 'run-interrupted', facts: { message, hint, step, source } });
      return;
    }
    const limit = rejectsAllowed(settings, flowId);
    const few = counts.rejected <= limit;
    this.recovered({ flowId, kinds: [...RUN_KINDS, ...(first ? [] : (['check-failed'] as const)), ...(few ? (['run-rejects'] as const) : [])] });
    if (!few && told) this.raise({ ...about, kind: 'run-rejects', facts: { rejected: counts.rejected, read: counts.read, limit, source } });
  }

  /** What had to hold for all records of the run and did not. */
  #brokenChecks(runId: string): CheckResult[] {
    return this.#options.store.steps
      .notes(runId, 'checks')
      .flatMap(({ json }) => JSON.parse(json) as CheckResult[])
      .filter(({ held }) => held === false);
  }

  /** The file that the run has read, or the first and how many more; of a run that was cut off before it had read them, those that started it. Null: none. */
  #filesRead(runId: string): string | null {
    const { steps, inbox } = this.#options.store;
    const readings = steps.notes(runId, 'readings').flatMap(({ json }) => JSON.parse(json) as SourceReading[]);
    const read = readings.filter(({ skipped, bytes }) => skipped === undefined && bytes !== undefined).map(({ name }) => basename(name));
    const happening = read.length === 0 ? inbox.ofRun(runId) : null;
    const [first, ...more] = happening?.kind === 'files' ? happening.files.map(({ name }) => name) : read;
    if (first === undefined) return null;
    return more.length === 0 ? first : `${first} (+ ${more.length})`;
  }

  /** The name of a step as the run knew it; null where it cannot be told. */
  #stepName({ runId }: RunRecord, nodeId: string): string | null {
    return this.#options.store.steps.of(runId).find((step) => step.nodeId === nodeId)?.name ?? null;
  }

  #close(incident: IncidentRecord, now: number, by: string): void {
    const { store, clock } = this.#options;
    const { settings } = this;
    if (!store.incidents.close(incident.seq, now, by) || !settings.recovered) return;
    const rule = ruleFor(settings, incident.kind as AlertKind, incident.flowId === '' ? null : incident.flowId);
    const until = rule.urgent ? null : quietUntil(now, settings.quiet, clock.zone);
    // A message that is still held says itself that it is over.
    const told = new Set(
      store.alertMessages
        .of(incident.seq)
        .flatMap(({ about, state, channel }) => (about !== 'recovered' && state !== 'held' && state !== 'dropped' ? [channel] : [])),
    );
    for (const channel of settings.channels) if (told.has(channel.id)) this.#write(incident, RECOVERED, channel, until);
  }

  #write(incident: IncidentRecord, about: 'opened' | 'recovered', channel: AlertChannel, until: number | null): void {
    const { store, clock, random } = this.#options;
    const now = clock.now();
    store.alertMessages.add({
      messageId: hex(random(16)),
      incident: incident.seq,
      about,
      channel: channel.id,
      channelName: channel.name,
      state: until === null ? 'waiting' : 'held',
      createdAt: now,
      dueAt: until ?? now,
    });
  }
}

function channelsOf({ channels }: AlertSettings, { channels: chosen }: AlertRule): AlertChannel[] {
  return channels.filter(({ id }) => chosen === null || chosen.includes(id));
}

function gone(): UserError {
  return new UserError('alert-not-found', 'This alert no longer exists.', { hint: 'Old alerts are removed with the runs they are about.' });
}

/** Who is told of what, as it was kept. */
export function readAlertSettings(settings: Pick<Store['settings'], 'read'>): AlertSettings {
  return settings.read(KEY, parseAlertSettings);
}

/** 32 hexadecimal digits of 16 bytes. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
