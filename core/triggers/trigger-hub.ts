import type { Clock } from '../base/clock.ts';
import { reasonOf } from '../base/system-trouble.ts';
import type { Store } from '../store/store.ts';
import type { TriggerRecord } from '../store/trigger-state.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { FlowTrigger } from './flow-triggers.ts';
import type { ScheduleWatcher } from './schedule-watcher.ts';
import type { SignOfLife, Watcher } from './watcher.ts';
import type { WebhookListener } from './webhook-listener.ts';

/** What the hub needs. */
export interface HubOptions {
  store: Store;
  clock: Clock;
  dispatcher: Dispatcher;
  schedules: ScheduleWatcher;
  webhooks: WebhookListener;
  /** Those of the other kinds. */
  watchers: readonly Watcher[];
  /** What windows show of triggers has changed. */
  changed(): void;
}

/** A trigger with its sign of life. */
export interface TriggerHealth extends SignOfLife {
  trigger: TriggerRecord;
  /** `silent`: it should have looked long ago. */
  state: 'alive' | 'paused' | 'trouble' | 'silent';
  /** Since when it is in trouble or silent; null when it is well. */
  since: number | null;
}

const WATCH_EVERY_MS = 20_000;
/** A trigger that has not looked for this long, and for three of its own rounds, is silent. */
const SILENT_MS = 90_000;
const LONGEST_WAIT_MS = 15 * 60_000;

interface Ill {
  since: number;
  restarts: number;
  nextRestart: number;
}

/**
 * All triggers of the workspace: what is published fires, what is not does not, and one that goes silent is said so and begun anew, again and again, with
 * longer and longer waits.
 */
export class TriggerHub {
  readonly dispatcher: Dispatcher;
  readonly webhooks: WebhookListener;
  readonly #options: HubOptions;
  readonly #watchers: readonly Watcher[];
  readonly #ill = new Map<string, Ill>();
  #paused = true;
  #open = false;
  #cancelTimer: (() => void) | null = null;
  #lastWatch = 0;
  #trouble: string | null = null;

  constructor(options: HubOptions) {
    this.#options = options;
    this.dispatcher = options.dispatcher;
    this.webhooks = options.webhooks;
    this.#watchers = [options.schedules, options.webhooks, ...options.watchers];
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Why nobody could look after the triggers the last time, in words; null when all is well. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** Starts watching, and gives out what was left in the inbox. */
  open(paused: boolean): void {
    this.#open = true;
    this.#paused = paused;
    for (const watcher of this.#watchers) watcher.refresh(paused);
    this.dispatcher.setPaused(paused);
    this.#watch();
  }

  /** While paused nothing fires. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.refresh();
    this.dispatcher.setPaused(paused);
  }

  /**
   * Makes these the triggers of a flow, in the place of all it had; none take it out of service. To be called in the transaction that pins the version, and
   * `refresh` behind it.
   */
  publish(flowId: string, version: number, triggers: readonly FlowTrigger[]): void {
    const { store, schedules } = this.#options;
    store.triggers.replace(
      flowId,
      triggers.map(({ nodeId, settings }) => ({
        flowId,
        nodeId,
        version,
        settings,
        ...(settings.on === 'due' ? schedules.scheduler.planned(flowId, nodeId, settings) : { nextDue: null, trouble: null }),
      })),
    );
  }

  /** Days off, or where webhooks are taken, were set anew. */
  settingsChanged(): void {
    this.#options.schedules.scheduler.recompute();
    this.refresh();
  }

  /** Triggers were published or taken out of service. */
  refresh(): void {
    if (!this.#open) return;
    for (const watcher of this.#watchers) watcher.refresh(this.#paused);
    this.dispatcher.look();
  }

  /** Looks at everything at once: the machine woke. */
  look(): void {
    if (!this.#open) return;
    for (const watcher of this.#watchers) watcher.look();
    this.dispatcher.look();
    this.#watch();
  }

  /** A run was queued, began or ended: what waits may have its turn, and who waits for a result gets it. */
  runChanged(): void {
    this.dispatcher.look();
    for (const watcher of this.#watchers) watcher.settled?.();
  }

  /** Every trigger of live flows, with its sign of life. */
  health(): TriggerHealth[] {
    return this.#options.store.triggers.all().map((trigger) => this.#healthOf(trigger));
  }

  /** Of one flow. */
  healthOf(flowId: string): TriggerHealth[] {
    return this.#options.store.triggers.of(flowId).map((trigger) => this.#healthOf(trigger));
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#cancelTimer?.();
    this.dispatcher.close();
    await Promise.all(this.#watchers.map((watcher) => watcher.close()));
  }

  #healthOf(trigger: TriggerRecord): TriggerHealth {
    const { flowId, nodeId, settings } = trigger;
    const sign = this.#watchers.find((watcher) => watcher.on === settings.on)?.sign(flowId, nodeId) ?? { lastLook: null, next: null, trouble: null };
    const trouble = sign.trouble ?? trigger.trouble;
    const silent = !this.#paused && trouble === null && sign.lastLook !== null && this.#options.clock.now() - sign.lastLook > silentAfter(trigger);
    const state = trouble !== null ? 'trouble' : silent ? 'silent' : this.#paused ? 'paused' : 'alive';
    return { ...sign, trouble, trigger, state, since: this.#ill.get(`${flowId}/${nodeId}`)?.since ?? null };
  }

  /** Looks after all triggers, again and again: a look that comes to nothing, because the database cannot be read for one, is told, and another one follows. */
  #watch(): void {
    if (!this.#open) return;
    this.#cancelTimer?.();
    const { clock, changed } = this.#options;
    this.#cancelTimer = clock.after(WATCH_EVERY_MS, () => this.#watch());
    const before = this.#trouble;
    try {
      const news = this.#lookAfterAll();
      this.#trouble = null;
      if (news || before !== null) changed();
    } catch (error) {
      this.#trouble = reasonOf(error);
      try {
        changed();
      } catch {
        // Who wants to hear it cannot just now: it stays to be asked for.
      }
    }
  }

  /** Who is ill is told, and begun anew when it is time for that; true where there is something new to tell. */
  #lookAfterAll(): boolean {
    const now = this.#options.clock.now();
    // After a sleep everybody is silent: they are given a round to look before they are called so.
    const slept = this.#lastWatch !== 0 && now - this.#lastWatch > 3 * WATCH_EVERY_MS;
    this.#lastWatch = now;
    if (slept) for (const watcher of this.#watchers) watcher.look();
    const there = new Set<string>();
    let news = false;
    for (const { trigger, state } of this.health()) {
      const key = `${trigger.flowId}/${trigger.nodeId}`;
      there.add(key);
      const ill = this.#ill.get(key);
      if (state === 'alive' || state === 'paused') {
        news = this.#ill.delete(key) || news;
      } else if (!ill) {
        this.#ill.set(key, { since: now, restarts: 0, nextRestart: now });
        news = true;
      }
      if (state === 'trouble' || state === 'silent') this.#restart(key, trigger, now);
    }
    for (const key of this.#ill.keys()) if (!there.has(key)) this.#ill.delete(key);
    return news;
  }

  #restart(key: string, { flowId, nodeId, settings }: TriggerRecord, now: number): void {
    const ill = this.#ill.get(key);
    if (!ill || now < ill.nextRestart) return;
    ill.restarts++;
    ill.nextRestart = now + Math.min(LONGEST_WAIT_MS, WATCH_EVERY_MS * 2 ** Math.min(ill.restarts, 10));
    this.#watchers.find((watcher) => watcher.on === settings.on)?.restart(flowId, nodeId);
  }
}

function silentAfter({ settings }: TriggerRecord): number {
  return settings.on === 'files' ? Math.max(SILENT_MS, 3_000 * settings.lookSeconds) : SILENT_MS;
}
