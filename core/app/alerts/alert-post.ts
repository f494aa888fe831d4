import type { AlertFacts, AlertKind } from '../../alerts/alert-kinds.ts';
import type { AlertChannel } from '../../alerts/alert-settings.ts';
import { nextTry } from '../../alerts/back-off.ts';
import {
  type AlertLanguage,
  type MessageStyle,
  openedMessage,
  recoveredMessage,
  summaryMessage,
  type ToldIncident,
  testMessage,
} from '../../alerts/compose-message.ts';
import type { Clock } from '../../base/clock.ts';
import { OperationalError, UserError } from '../../base/errors.ts';
import type { RandomBytes } from '../../base/ids.ts';
import type { MessageRecord } from '../../store/alert-messages.ts';
import type { IncidentRecord } from '../../store/alerts.ts';
import { readRestored } from '../../store/restore.ts';
import type { Store } from '../../store/store.ts';
import type { MessageLanguages } from '../parts.ts';
import { type ChannelDeps, type OutgoingAlert, sendOver } from './alert-channels.ts';
import { type AlertDesk, hex } from './alert-desk.ts';

/** What the post works with. */
export interface AlertPostOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly desk: AlertDesk;
  readonly channels: Omit<ChannelDeps, 'signal'>;
  /** A way to say core's sentences in a language; absent: they stay English. */
  readonly tellIn?: MessageLanguages['tellIn'] | undefined;
  /** What is shown of alerts has changed. */
  changed(): void;
}

const SOME = 50;
/** Runs that end within so long of each other are looked at together. */
const TOGETHER_MS = 50;
/** Between two looks for somebody who can be told on the screen, and how long that is tried. */
const NOBODY_MS = 30_000;
const LONGEST_NOBODY_MS = 24 * 60 * 60_000;
const KEEP_MS = 400 * 24 * 60 * 60_000;
/** Longest that a closing program waits for what it wants to tell. */
const LAST_MS = 5_000;

/**
 * Sends what the desk has written down, one after another. Each try is on disk before it goes out, so that after a crash a message is either still to be
 * sent, was sent, or is known to be unknown: none is lost, and none is sent twice by itself.
 */
export class AlertPost {
  readonly #options: AlertPostOptions;
  readonly #abort = new AbortController();
  #cancelTimer: (() => void) | null = null;
  #working: Promise<void> | null = null;
  #wanted = false;
  #opened = false;
  #closed = false;
  #touched = true;
  /** Sentences about channels that nothing gets out by. */
  troubles: readonly string[] = [];

  constructor(options: AlertPostOptions) {
    this.#options = options;
  }

  /** Takes up what was left, and looks at runs that ended meanwhile. */
  open(): void {
    const { store, clock } = this.#options;
    const now = clock.now();
    store.alertMessages.leaveUnknown(now, 'Swivel ended while the message was on its way.');
    const restored = readRestored(store.settings);
    // What waited when the backup was made may have been sent since.
    if (restored)
      for (const { seq, createdAt } of store.alertMessages.due(Number.MAX_SAFE_INTEGER, 10_000))
        if (createdAt < restored.at)
          store.alertMessages.end(seq, 'unknown', now, 'The workspace was put back from a backup, so nobody knows whether this was sent.', null);
    store.incidents.removeBefore(now - KEEP_MS, 10_000);
    this.#opened = true;
    this.nudge();
  }

  /** Something may be there to send; `touched`: what is shown has changed. Cheap; may be called within a transaction. */
  nudge(touched = false): void {
    this.#touched ||= touched;
    if (!this.#opened || this.#closed) return;
    this.#wanted = true;
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.clock.after(0, () => this.#start());
  }

  /** A run has ended: it is looked at in a moment, with those that end meanwhile. */
  runEnded(): void {
    if (!this.#opened || this.#closed || this.#wanted) return;
    this.#wanted = true;
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.clock.after(TOGETHER_MS, () => this.#start());
  }

  /** Sends what is to be sent, as long as that takes at most; then nothing more. */
  async close(): Promise<void> {
    if (!this.#opened || this.#closed) return;
    this.#cancelTimer?.();
    this.#wanted = true;
    const stop = this.#options.clock.after(LAST_MS, () => this.#abort.abort());
    this.#start();
    await this.#working;
    stop();
    this.#closed = true;
    this.#cancelTimer?.();
  }

  /** Resolves when nothing is being sent. */
  async idle(): Promise<void> {
    for (let work = this.#working; work; work = this.#working) await work;
  }

  /** Tries a channel with a message that says it is a test. Throws the UserError `alert-channel-failed` with what is wrong. */
  async test(channel: AlertChannel): Promise<void> {
    const text = testMessage(channel.name, await this.style());
    const key = hex(this.#options.random(16));
    const sent = await sendOver(channel, { text, key, incidentId: null, data: { event: 'test' } }, { ...this.#options.channels, signal: this.#abort.signal });
    if (sent.outcome === 'nobody') throw new UserError('alert-channel-failed', 'No window is open that could show it.');
    if (sent.outcome !== 'sent')
      throw new UserError('alert-channel-failed', `The test message could not be sent: ${sent.answer}`, { hint: 'Test the connection under Connections.' });
  }

  #start(): void {
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
      if (this.#wanted && !this.#closed) this.nudge();
    });
  }

  async #work(): Promise<void> {
    const { store, clock, desk, changed } = this.#options;
    try {
      while (this.#wanted && !this.#abort.signal.aborted) {
        this.#wanted = false;
        while (desk.lookAtRuns()) await Promise.resolve();
        for (let due = store.alertMessages.due(clock.now(), SOME); due.length > 0; due = store.alertMessages.due(clock.now(), SOME)) {
          for (const group of together(due)) {
            if (this.#abort.signal.aborted) return;
            this.#touched = true;
            await this.#send(group);
          }
        }
      }
      const next = store.alertMessages.nextDue();
      this.#cancelTimer?.();
      if (this.#touched) {
        this.#touched = false;
        this.troubles = this.#findTroubles();
        changed();
      }
      if (next !== null && !this.#closed) this.#cancelTimer = clock.after(Math.min(Math.max(0, next - clock.now()), 60_000), () => this.nudge());
    } catch (error) {
      // The disk or another program is in the way: tried again with the next thing that happens, or in a while.
      if (!(error instanceof OperationalError)) throw error;
      if (!this.#closed) this.#cancelTimer = clock.after(NOBODY_MS, () => this.nudge());
    }
  }

  #findTroubles(): string[] {
    const { store, desk } = this.#options;
    return desk.settings.channels.flatMap(({ id, name }) => {
      const newest = store.alertMessages.newestTried(id);
      const well = newest === undefined || ['sent', 'dropped', 'summed'].includes(newest.state);
      return well ? [] : [`Alerts cannot be sent through "${name}": ${newest.answer ?? ''}`];
    });
  }

  /** Sends one message, or several that were held back as one. */
  async #send(group: readonly [MessageRecord, ...MessageRecord[]]): Promise<void> {
    const { store, clock, desk, channels } = this.#options;
    const { settings } = desk;
    const channel = settings.channels.find(({ id }) => id === group[0].channel);
    if (!channel) {
      for (const { seq } of group) store.alertMessages.settle(seq, 'dropped', clock.now(), null, 'The channel no longer exists.');
      return;
    }
    const message = group[0].state === 'held' ? this.#summed(group, channel) : group[0];
    const alert = this.#compose(message, await this.style());
    if (alert === null) return store.alertMessages.settle(message.seq, 'dropped', clock.now(), null);
    const passes = channel.kind === 'desktop';
    if (!passes) store.alertMessages.begin(message.seq, clock.now());
    const sent = await sendOver(channel, alert, { ...channels, signal: this.#abort.signal });
    const now = clock.now();
    if (sent.outcome === 'nobody') {
      if (now - message.createdAt > LONGEST_NOBODY_MS) store.alertMessages.settle(message.seq, 'dropped', now, null, 'Nobody had Swivel open.');
      else store.alertMessages.putOff(message.seq, now + NOBODY_MS);
      return;
    }
    if (passes) store.alertMessages.begin(message.seq, now);
    const again = sent.outcome === 'failed' ? nextTry(message.createdAt, message.attempts + 1, now) : null;
    store.alertMessages.end(message.seq, sent.outcome, now, sent.answer.slice(0, 1000), again);
  }

  /** Writes down one message in the place of those that were held back. */
  #summed(group: readonly MessageRecord[], channel: AlertChannel): MessageRecord {
    const { store, clock, random } = this.#options;
    const now = clock.now();
    const messageId = hex(random(16));
    return store.write(() => {
      const about = { messageId, incident: null, about: 'summary' as const, channel: channel.id, channelName: channel.name };
      const seq = store.alertMessages.add({ ...about, state: 'waiting', createdAt: now, dueAt: now });
      for (const message of group) store.alertMessages.settle(message.seq, 'summed', now, seq);
      return store.alertMessages.find(messageId) as MessageRecord;
    });
  }

  #compose(message: MessageRecord, style: MessageStyle): OutgoingAlert | null {
    const { store } = this.#options;
    const key = message.messageId;
    if (message.about === 'summary') {
      const seqs = [...new Set(store.alertMessages.summedIn(message.seq).map(({ incident }) => incident))];
      const incidents = seqs.flatMap((seq) => (seq === null ? [] : (store.incidents.bySeq(seq) ?? []))).map(toldOf);
      if (incidents.length === 0) return null;
      return { key, incidentId: null, text: summaryMessage(incidents, style), data: { event: 'summary', incidents: incidents.map(dataOf) } };
    }
    const record = message.incident === null ? undefined : store.incidents.bySeq(message.incident);
    if (!record) return null;
    const incident = toldOf(record);
    const text = message.about === 'opened' ? openedMessage(incident, style) : recoveredMessage(incident, style);
    return { key, incidentId: record.incidentId, text, data: { event: message.about, ...dataOf(incident) } };
  }

  /** What messages are written with; in another language than they go out in where one is named, for whoever reads them in a window. */
  async style(wanted?: AlertLanguage): Promise<MessageStyle> {
    const { desk, clock, tellIn } = this.#options;
    const { language: chosen, subject, body, address, quiet } = desk.settings;
    const language = wanted ?? chosen;
    return { language, subject, body, address, zone: quiet.zone === '' ? clock.zone : quiet.zone, told: await tellIn?.(language) };
  }
}

/** Each message by itself; those that were held back for one channel together. */
function together(due: readonly MessageRecord[]): [MessageRecord, ...MessageRecord[]][] {
  const groups = new Map<string, [MessageRecord, ...MessageRecord[]]>();
  for (const message of due) {
    const key = message.state === 'held' ? message.channel : message.messageId;
    const group = groups.get(key);
    if (group) group.push(message);
    else groups.set(key, [message]);
  }
  return [...groups.values()];
}

/** An incident as messages tell it. */
export function toldOf(record: IncidentRecord): ToldIncident {
  const { incidentId, kind, flowName, runId, openedAt, closedAt, count } = record;
  return { incidentId, kind: kind as AlertKind, flowName, runId, openedAt, closedAt, count, facts: JSON.parse(record.facts) as AlertFacts };
}

function dataOf({ incidentId, kind, flowName, runId, openedAt, closedAt, count, facts }: ToldIncident): Record<string, unknown> {
  return { incident: incidentId, kind, flow: flowName, run: runId, openedAt, closedAt, count, facts };
}
