import type { HolderKind } from '../store/lease.ts';
import { findBackup, refuseBadBackup, restoreWorkspace } from '../store/restore.ts';
import { type App, type AppOptions, createApp, HOLDERS } from './create-app.ts';
import { systemClock } from './system-clock.ts';

/** Runs that are going on when a backup is restored get this long to end by themselves. */
const DRAIN_MS = 3_000;

/**
 * Opens a workspace for a program that stays: as `createApp`, and even when its database is damaged (then only to restore a backup). What it gives is one app
 * to whoever holds it, before and after a restore; a connection made before it is told by the event `reopened` that it should begin anew.
 */
export async function openRunning(options: AppOptions): Promise<App> {
  const clock = options.clock ?? systemClock();
  let swap: Promise<void> = Promise.resolve();
  const open = () => createApp({ ...options, rescue: true, restore: (name) => (swap = swap.catch(() => undefined).then(() => restore(name))) });
  let current = await open();

  async function restore(name: string): Promise<void> {
    refuseBadBackup(options.workspace, findBackup(options.workspace, name));
    const before = current;
    before.context.news.hold();
    await before.close(DRAIN_MS, true);
    try {
      restoreWorkspace(options.workspace, name, HOLDERS[options.shell] satisfies HolderKind, clock.now());
    } finally {
      current = await open();
      before.context.news.reopened();
    }
  }

  return {
    get context() {
      return current.context;
    },
    get local() {
      return current.local;
    },
    get notices() {
      return current.notices;
    },
    keepsAwake: () => current.keepsAwake(),
    woke: () => current.woke(),
    hangs: () => current.hangs(),
    close: async (drainMs) => {
      await swap.catch(() => undefined);
      await current.close(drainMs);
    },
  };
}
