import type { Clock } from '../base/clock.ts';
import type { Store } from '../store/store.ts';
import type { TriggerRecord } from '../store/trigger-state.ts';
import { countDues, lastDue, nextDue, nextDues } from './cron-times.ts';
import type { Schedule } from './flow-schedules.ts';

/** A due time that has come and is being turned into a run. */
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
  /** Queues the run and gives its id; null when it was decided not to run. Called within the transaction that claims the due time. */
  fire(due: DueTime): string | null;
  /** Called when something about the schedules changed: next times, troubles. */
  changed(): void;
}

/** A look at the clock at least this often finds a jump of the clock and a wake from sleep. */
const LOOK_EVERY_MS = 20_000;
/** Later than this a run is called late. */
const LATE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Turns due times of live flows into runs. The next due time is stored, computed anew whenever a schedule is set, the program starts, or the clock
 * has jumped back; each due time is claimed in the transaction that queues its run, so that it fires once and is never lost in between.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  #cancelTimer: (() => void) | null = null;
  #paused = false;
  #closed = false;
  #lastLook: number;
  /** What went wrong the last time a run was to be started; the due time is still open then, and is tried again. */
  #failure: string | null = null;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#lastLook = options.clock.now();
  }

  /** Starts watching. Due times that passed while nobody watched are handled by each schedule's own rule. */
  open(paused: boolean): void {
    this.#paused = paused;
    const now = this.#options.clock.now();
    for (const trigger of this.#options.store.triggers.all()) if (trigger.nextDue === null || trigger.nextDue > now) this.#recompute(trigger, now);
    this.look();
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** While paused nothing fires; times that pass count as missed and follow each schedule's rule afterwards. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.look();
  }

  /** Makes these the schedules of a flow. One that did not change keeps its next due time, so that an edit neither misses nor doubles a run. */
  setFlow(flowId: string, schedules: readonly Schedule[]): void {
    const { store, clock } = this.#options;
    const before = new Map(store.triggers.all().map((one) => [`${one.flowId}/${one.nodeId}`, one]));
    const now = clock.now();
    store.triggers.replace(
      flowId,
      schedules.map((schedule) => {
        const old = before.get(`${flowId}/${schedule.nodeId}`);
        const same = old && old.cron === schedule.cron && old.zone === schedule.zone && old.nextDue !== null;
        if (same) return { ...old, missed: schedule.missed };
        return { flowId, ...schedule, ...this.#after(schedule, now) };
      }),
    );
    this.look();
  }

  /** Sentences about schedules that can't fire. */
  troubles(): { flowId: string; nodeId: string; trouble: string }[] {
    return this.#options.store.triggers.all().flatMap(({ flowId, nodeId, nextDue, trouble }) => {
      const failure = nextDue !== null && nextDue <= this.#lastLook && !this.#paused ? this.#failure : null;
      const sentence = trouble ?? failure;
      return sentence === null ? [] : [{ flowId, nodeId, trouble: sentence }];
    });
  }

  /** Fires what is due now and sets the timer for what is due next. Safe to call at any time, e.g. after a wake from sleep. */
  look(): void {
    if (this.#closed) return;
    this.#cancelTimer?.();
    const { store, clock } = this.#options;
    const now = clock.now();
    const wentBack = now < this.#lastLook - LATE_MS;
    this.#lastLook = now;
    let changed = false;
    this.#failure = null;
    for (const trigger of store.triggers.all()) {
      if (trigger.nextDue === null || (wentBack && trigger.nextDue > now)) changed = this.#recompute(trigger, now) || changed;
      else if (trigger.nextDue <= now && !this.#paused) {
        this.#tryToFire(trigger, trigger.nextDue, now);
        changed = true;
      }
    }
    if (changed) this.#options.changed();
    const next = store.triggers.all().find((trigger) => trigger.nextDue !== null && (!this.#paused || trigger.nextDue > now))?.nextDue;
    const wait = this.#failure !== null || next === undefined || next === null ? LOOK_EVERY_MS : Math.min(LOOK_EVERY_MS, Math.max(0, next - now));
    this.#cancelTimer = clock.after(wait, () => this.look());
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
  }

  #tryToFire(trigger: TriggerRecord, first: number, now: number): void {
    try {
      this.#fire(trigger, first, now);
    } catch (error) {
      this.#failure = `its run could not be written down: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  #fire(trigger: TriggerRecord, first: number, now: number): void {
    const last = lastDue(trigger, first, now) ?? first;
    const next = this.#after(trigger, now);
    const claim = { flowId: trigger.flowId, nodeId: trigger.nodeId, due: last, at: now, next: next.nextDue, trouble: next.trouble };
    const late = now - last > LATE_MS || last !== first;
    if (late && trigger.missed === 'skip' && now - last > LATE_MS) {
      this.#options.store.triggers.claim({ ...claim, outcome: 'missed' }, () => null);
      return;
    }
    const note = late ? lateNote(now - last, countDues(trigger, first, last)) : null;
    this.#options.store.triggers.claim({ ...claim, outcome: 'fired' }, () =>
      this.#options.fire({ flowId: trigger.flowId, nodeId: trigger.nodeId, due: last, note }),
    );
  }

  /** Gives a schedule without a next time, or with one that a clock set back made doubtful, its next time again. */
  #recompute(trigger: TriggerRecord, now: number): boolean {
    const { store } = this.#options;
    let claimed = store.triggers.lastClaim(trigger.flowId, trigger.nodeId);
    if (claimed !== null && claimed > now + LATE_MS && this.#goesByElapsedTime(trigger, now)) {
      store.triggers.forgetClaimsAfter(trigger.flowId, trigger.nodeId, now);
      claimed = store.triggers.lastClaim(trigger.flowId, trigger.nodeId);
    }
    const next = this.#after(trigger, Math.max(now, claimed ?? 0));
    if (next.nextDue === trigger.nextDue && next.trouble === trigger.trouble) return false;
    store.triggers.setNext(trigger.flowId, trigger.nodeId, next.nextDue, next.trouble);
    return true;
  }

  /**
   * Whether the schedule is an interval of less than an hour. After a clock that was put back such a one goes on by the time that really passed; a time of
   * day, which has come already, does not come again.
   */
  #goesByElapsedTime(schedule: { cron: string; zone: string }, now: number): boolean {
    const answer = nextDues(schedule, now, 2);
    return answer.ok && answer.value.length === 2 && Number(answer.value[1]) - Number(answer.value[0]) < HOUR_MS;
  }

  #after(schedule: { cron: string; zone: string }, after: number): { nextDue: number | null; trouble: string | null } {
    const answer = nextDue(schedule, after);
    return answer.ok ? { nextDue: answer.value, trouble: null } : { nextDue: null, trouble: answer.problem };
  }
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
