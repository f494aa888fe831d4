import type { StateStorage } from 'zustand/middleware';
import { api } from '../api/client.ts';
import { connection } from '../api/connection.ts';
import { windowNumber } from './window-number.ts';

/** Whose it is: of this window alone, or the person's, in all windows. */
export type KeptBy = 'window' | 'person';

/** A start does not wait longer than this for what was kept. */
const PATIENCE_MS = 600;
const QUIET_MS = 250;
const SHARED = 0;

const texts: Record<KeptBy, Map<string, string>> = { window: new Map(), person: new Map() };
const unsent: Record<KeptBy, Map<string, string>> = { window: new Map(), person: new Map() };
const followers = new Map<string, { by: KeptBy; read(): unknown }>();
let number: number | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let fetching: Promise<void> | null = null;

/**
 * Storage for a store that outlives the window. It is kept with the workspace, so that it is there again after a restart, whatever address the window has;
 * a copy on this machine is there before the backend answers.
 */
export function keptStorage(by: KeptBy): StateStorage {
  return {
    getItem: (name) => texts[by].get(name) ?? window.localStorage?.getItem(name) ?? null,
    setItem: (name, text) => {
      if (texts[by].get(name) === text) return;
      texts[by].set(name, text);
      window.localStorage?.setItem(name, text);
      unsent[by].set(name, text);
      clearTimeout(timer);
      timer = setTimeout(sendKept, QUIET_MS);
    },
    removeItem: (name) => {
      texts[by].delete(name);
      window.localStorage?.removeItem(name);
    },
  };
}

/** Calls back whenever what is kept under a name has come from elsewhere: from the workspace at the start, or from another window. */
export function followKept(name: string, by: KeptBy, read: () => unknown): void {
  followers.set(name, { by, read });
}

/**
 * Fetches what this window and the person have kept in the workspace. Returns when it is there, or when it takes too long: then the machine's copy holds
 * until it is.
 */
export async function loadKept(): Promise<void> {
  await Promise.race([whenKept(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/** Settles when what was kept in the workspace is there, however long that takes, or when it cannot be had. */
export function whenKept(): Promise<void> {
  fetching ??= fetchUntilThere();
  return fetching;
}

/** Asks again when the line that broke is back. */
async function fetchUntilThere(): Promise<void> {
  for (;;) {
    try {
      return await fetchKept();
    } catch {
      if (connection.state === 'open') return;
      await connection.whenOpen();
    }
  }
}

async function fetchKept(): Promise<void> {
  const mine = await windowNumber();
  const [shared, own] = await Promise.all([api.kept.all({ window: SHARED }), api.kept.all({ window: mine })]);
  for (const [by, known] of [
    ['person', shared],
    ['window', own],
  ] as const)
    for (const [name, text] of Object.entries(known)) {
      texts[by].set(name, text);
      // What was only guessed before this came is not to take its place.
      unsent[by].delete(name);
    }
  number = mine;
  for (const { read } of followers.values()) read();
  sendKept();
}

/** Sends what has changed since. */
export function sendKept(): void {
  clearTimeout(timer);
  if (number === null) return;
  for (const by of ['window', 'person'] as const) {
    if (unsent[by].size === 0) continue;
    const changed = Object.fromEntries(unsent[by]);
    unsent[by].clear();
    api.kept.keep({ window: by === 'person' ? SHARED : number, texts: changed }).catch(() => {
      // Kept with the next change: what is newer goes first.
      for (const [name, text] of Object.entries(changed)) if (!unsent[by].has(name)) unsent[by].set(name, text);
    });
  }
}

/** Sends what is left when the window is left, and follows what other windows keep for the person. Returns how to stop. */
export function startKeeping(): () => void {
  const onStorage = ({ key, newValue }: StorageEvent) => {
    const follower = followers.get(key ?? '');
    if (key === null || newValue === null || follower?.by !== 'person') return;
    texts.person.set(key, newValue);
    follower.read();
  };
  window.addEventListener('storage', onStorage);
  window.addEventListener('pagehide', sendKept);
  return () => {
    window.removeEventListener('storage', onStorage);
    window.removeEventListener('pagehide', sendKept);
  };
}
