import type { Store } from '../store/store.ts';
import type { Scheduler } from './schedule.ts';
import type { SignOfLife, Watcher } from './watcher.ts';

/** Schedules as one of the kinds of triggers that are watched over. */
export class ScheduleWatcher implements Watcher {
  readonly on = 'due';
  readonly scheduler: Scheduler;
  readonly #store: Store;
  #open = false;

  constructor(scheduler: Scheduler, store: Store) {
    this.scheduler = scheduler;
    this.#store = store;
  }

  refresh(paused: boolean): void {
    if (!this.#open) {
      this.#open = true;
      this.scheduler.open(paused);
    } else if (paused === this.scheduler.paused) this.scheduler.look();
    else this.scheduler.setPaused(paused);
  }

  look(): void {
    this.scheduler.look();
  }

  sign(flowId: string, nodeId: string): SignOfLife {
    const trigger = this.#store.triggers.find(flowId, nodeId);
    return { lastLook: this.scheduler.lastLook, next: trigger?.nextDue ?? null, trouble: trigger ? this.scheduler.troubleOf(trigger) : null };
  }

  restart(): void {
    this.scheduler.look();
  }

  close(): void {
    this.scheduler.close();
  }
}
