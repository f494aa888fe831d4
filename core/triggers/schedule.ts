import type { Clock } from '../base/clock.ts';
import { reasonOf } from '../base/system-trouble.ts';
import type { DueSettings } from '../base/trigger-settings.ts';
import type { Store } from '../store/store.ts';
import type { TriggerOf } from '../store/trigger-state.ts';
import { duesUntil, goesByElapsedTime, nextDue } from './due-times.ts';

/** A due time that has come, to be written down in the inbox. */
export interface DueTime {
  flowId: string;
  nodeId: string;
  due: number;
  /** A sentence when the run is late, with how many times were put together. */
  note: string | null;
}

/** What the scheduler needs. */
export interface SchedulerOptions {
  store: Store;
  clock: Clock;
  /** Days off of the whole workspace. */
  holidays?(): readonly string[];
  /** Writes the due time into the inbox. Called within the transaction that claims it. */
  fire(due: DueTime): void;
  /** Called when something about the schedules changed: next times, troubles. */
  changed(): void;
}

type Schedule = TriggerOf<'due'>;

/** A look at the clock at least this often finds a jump of the clock and a wake from sleep. */
const LOOK_EVERY_MS = 20_000;
/** Later than this a run is called late. */
const LATE_MS = 60_000;

/**
 * Turns due times of live flows into happenings. The next due time is stored, computed anew whenever a schedule is set, the program starts, or the clock
 * has jumped back; each due time is claimed in the transaction that writes it into the inbox, so that it fires once and is never lost in between.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  #cancelTimer: (() => void) | null = null;
  #paused = false;
  #closed = false;
  #lastLook: number;
  /** The clock was set back, and not every next time has been computed anew since. */
  #wentBack = false;
  /** What went wrong the last time a due time was to be written down; it is still open then, and is tried again. */
  #failure: string | null = null;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#lastLook = options.clock.now();
  }

  /** Starts watching. Due times that passed while nobody watched are handled by each schedule's own rule. */
  open(paused: boolean): void {
    this.#paused = paused;
    this.recompute();
    this.look();
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** When the clock was looked at last. */
  get lastLook(): number {
    return this.#lastLook;
  }

  /** While paused nothing fires; times that pass count as missed and follow each schedule's rule afterwards. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.look();
  }

  /** The next due time of a schedule that is being published. One that did not change keeps it, so that an edit neither misses nor doubles a run. */
  planned(flowId: string, nodeId: string, settings: DueSettings): { nextDue: number | null; trouble: string | null } {
    const { store, clock } = this.#options;
    const old = store.triggers.find(flowId, nodeId);
    const same = old?.settings.on === 'due' && old.nextDue !== null && timesOf(old.settings) === timesOf(settings);
    return same ? { nextDue: old.nextDue, trouble: old.trouble } : this.#after(settings, clock.now());
  }

  /** Computes next times anew that are not due yet: the program started, or the days off have changed. */
  recompute(): void {
    const now = this.#options.clock.now();
    for (const trigger of this.#options.store.triggers.ofKind('due')) if (trigger.nextDue === null || trigger.nextDue > now) this.#recompute(trigger, now);
  }

  /** Why a schedule cannot fire, in a sentence; null when it can. */
  troubleOf({ nextDue, trouble }: Pick<Schedule, 'nextDue' | 'trouble'>): string | null {
    return trouble ?? (nextDue !== null && nextDue <= this.#lastLook && !this.#paused ? this.#failure : null);
  }

  /** Fires what is due now and sets the timer for what is due next. Safe to call at any time, e.g. after a wake from sleep. */
  look(): void {
    if (this.#closed) return;
    this.#cancelTimer?.();
    const { store, clock } = this.#options;
    const now = clock.now();
    this.#wentBack ||= now < this.#lastLook - LATE_MS;
    this.#lastLook = now;
    let changed = false;
    this.#failure = null;
    for (const trigger of store.triggers.ofKind('due')) {
      const { nextDue } = trigger;
      if (nextDue === null || (this.#wentBack && nextDue > now))
        this.#tryTo(() => {
          changed = this.#recompute(trigger, now) || changed;
        });
      else if (nextDue <= now && !this.#paused) {
        this.#tryTo(() => this.#fire(trigger, nextDue, now));
        changed = true;
      }
    }
    if (this.#failure === null) this.#wentBack = false;
    if (changed) this.#options.changed();
    const next = store.triggers.ofKind('due').find((trigger) => trigger.nextDue !== null && (!this.#paused || trigger.nextDue > now))?.nextDue;
    const wait = this.#failure !== null || next === undefined || next === null ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, Math.max(0, next - now));
    this.#cancelTimer = clock.after(wait, () => this.look());
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
  }

  #tryTo(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#failure = `its run could not be written down: ${reasonOf(error)}`;
    }
  }

  #fire(trigger: Schedule, first: number, now: number): void {
    const { store } = this.#options;
    const { flowId, nodeId, settings } = trigger;
    const { missed, most } = settings;
    const { last: dues, count, next: ahead } = duesUntil(settings, this.#holidays(), first, now, missed === 'all' ? most : 1);
    const next = ahead === null ? this.#after(settings, now) : { nextDue: ahead, trouble: null };
    const left = Math.max(0, count - dues.length);
    dues.forEach((due, index) => {
      const late = now - due;
      const claim = { flowId, nodeId, due, at: now, next: next.nextDue, trouble: next.trouble };
      const skipped = missed === 'skip' && late > LATE_MS;
      const together = index === 0 ? left : 0;
      const note = late > LATE_MS || together > 0 ? lateNote(late, together) : null;
      store.triggers.claim({ ...claim, outcome: skipped ? 'missed' : 'fired' }, () => {
        if (!skipped) this.#options.fire({ flowId, nodeId, due, note });
      });
    });
  }

  /** Gives a schedule without a next time, or with one that a clock set back made doubtful, its next time again. */
  #recompute(trigger: Schedule, now: number): boolean {
    const { store } = this.#options;
    const { flowId, nodeId, settings } = trigger;
    let claimed = store.triggers.lastClaim(flowId, nodeId);
    if (claimed !== null && claimed > now + LATE_MS && goesByElapsedTime(settings, this.#holidays(), now)) {
      store.triggers.forgetClaimsAfter(flowId, nodeId, now);
      claimed = store.triggers.lastClaim(flowId, nodeId);
    }
    const next = this.#after(settings, Math.max(now, claimed ?? 0));
    if (next.nextDue === trigger.nextDue && next.trouble === trigger.trouble) return false;
    store.triggers.setNext(flowId, nodeId, next.nextDue, next.trouble);
    return true;
  }

  #holidays(): readonly string[] {
    return this.#options.holidays?.() ?? [];
  }

  #after(settings: DueSettings, after: number): { nextDue: number | null; trouble: string | null } {
    const answer = nextDue(settings, this.#holidays(), after);
    return answer.ok ? { nextDue: answer.value, trouble: null } : { nextDue: null, trouble: answer.problem };
  }
}

/** What decides when a schedule is due, as text to compare. */
function timesOf({ cron, zone, calendar, monthly }: DueSettings): string {
  return JSON.stringify([cron.trim(), zone, calendar, monthly]);
}

function lateNote(lateMs: number, coalesced: number): string {
  const times = coalesced > 0 ? `, and instead of ${coalesced === 1 ? 'one earlier time' : `${coalesced} earlier times`}` : '';
  return lateMs > LATE_MS ? `Late by ${inWords(lateMs)}${times}.` : `Run${times.replace(', and', '')}.`;
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 90) return `${minutes} minute${minutes === 1 ? '' : 's'}`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
