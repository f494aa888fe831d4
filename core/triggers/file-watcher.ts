import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Store } from '../store/store.ts';
import type { TriggerOf } from '../store/trigger-state.ts';
import { FolderLooks } from './folder-look.ts';
import type { LookPlace } from './look-place.ts';
import type { SignOfLife, Watcher } from './watcher.ts';

/** What watching folders needs. */
export interface FileWatcherOptions {
  store: Store;
  clock: Clock;
  /** The folder a trigger looks at. */
  place(trigger: TriggerOf<'files'>): LookPlace;
  /** Something was put into the inbox. */
  arrived(): void;
}

/** Many events that come at once are one look. */
const SETTLE_MS = 150;
const SOON_MS = 500;
const PATIENCE_MS = 2_000;
/** A server may lock out whoever comes with a wrong password again and again: the second try comes after this time, each further one after twice as long. */
const REFUSED_MS = 60_000;
const LONGEST_REFUSED_MS = 15 * 60_000;

interface Watch {
  trigger: TriggerOf<'files'>;
  settings: string;
  place: LookPlace;
  looks: FolderLooks;
  stop: AbortController;
  unlisten: (() => void) | null;
  cancelTimer: (() => void) | null;
  /** Monotonic time of the look that is waited for; null while none is. */
  due: number | null;
  looking: Promise<void> | null;
  again: boolean;
  lastLook: number | null;
  next: number | null;
  trouble: string | null;
  /** So often one after the other it was not let in. */
  refused: number;
}

/**
 * Watches folders for files that arrive. What the system tells of changes only makes a look come sooner: every folder is looked through when it is published,
 * at the start of the program, after a wake and once a minute, so that a lost event loses no file.
 */
export class FileWatcher implements Watcher {
  readonly on = 'files';
  readonly #options: FileWatcherOptions;
  readonly #watches = new Map<string, Watch>();
  #paused = true;

  constructor(options: FileWatcherOptions) {
    this.#options = options;
  }

  refresh(paused: boolean): void {
    this.#paused = paused;
    const triggers = this.#options.store.triggers.ofKind('files');
    const wanted = new Map(triggers.map((trigger) => [keyOf(trigger), trigger]));
    for (const [key, watch] of this.#watches) {
      const trigger = wanted.get(key);
      if (!paused && trigger && lookedAt(trigger) === watch.settings) watch.trigger = trigger;
      else this.#end(key);
    }
    if (paused) return;
    for (const [key, trigger] of wanted) if (!this.#watches.has(key)) this.#begin(key, trigger);
  }

  look(): void {
    for (const watch of this.#watches.values()) this.#lookAfter(watch, 0);
  }

  sign(flowId: string, nodeId: string): SignOfLife {
    const watch = this.#watches.get(`${flowId}/${nodeId}`);
    if (!watch) return { lastLook: null, next: null, trouble: null };
    return { lastLook: watch.lastLook, next: watch.next, trouble: watch.trouble, place: watch.place.title, notes: notesOf(watch.looks.notes) };
  }

  restart(flowId: string, nodeId: string): void {
    const key = `${flowId}/${nodeId}`;
    const watch = this.#watches.get(key);
    // Who is not let in is at work: it waits.
    if (!watch || this.#paused || watch.refused > 0) return;
    const { trouble, lastLook } = watch;
    this.#end(key);
    this.#begin(key, watch.trigger);
    const fresh = this.#watches.get(key);
    if (fresh) Object.assign(fresh, { trouble, lastLook });
  }

  async close(): Promise<void> {
    this.#paused = true;
    const going = [...this.#watches.values()].map(({ looking }) => looking);
    for (const key of [...this.#watches.keys()]) this.#end(key);
    // A network folder that hangs must not keep the program from ending.
    let stop: () => void = () => undefined;
    const patience = new Promise<void>((resolve) => {
      stop = this.#options.clock.after(PATIENCE_MS, resolve);
    });
    await Promise.race([Promise.all(going), patience]);
    stop();
  }

  #begin(key: string, trigger: TriggerOf<'files'>): void {
    const { store, clock, arrived } = this.#options;
    const place = this.#options.place(trigger);
    const looks = new FolderLooks({ store, clock, trigger, place, arrived });
    const watch: Watch = {
      trigger,
      settings: lookedAt(trigger),
      place,
      looks,
      stop: new AbortController(),
      unlisten: null,
      cancelTimer: null,
      due: null,
      looking: null,
      again: false,
      lastLook: null,
      next: null,
      trouble: null,
      refused: 0,
    };
    this.#watches.set(key, watch);
    this.#lookAfter(watch, 0);
  }

  #end(key: string): void {
    const watch = this.#watches.get(key);
    if (!watch) return;
    this.#watches.delete(key);
    watch.stop.abort();
    watch.cancelTimer?.();
    watch.unlisten?.();
    void (watch.looking ?? Promise.resolve()).then(() => watch.place.close());
  }

  #lookAfter(watch: Watch, ms: number): void {
    if (watch.stop.signal.aborted) return;
    if (watch.looking !== null) {
      watch.again = true;
      return;
    }
    const { clock } = this.#options;
    const due = clock.monotonic() + ms;
    // Where something changes all the time, each event would put the look off again.
    if (watch.due !== null && watch.due <= due) return;
    watch.cancelTimer?.();
    watch.due = due;
    watch.next = clock.now() + ms;
    watch.cancelTimer = clock.after(ms, () => {
      watch.due = null;
      watch.looking = this.#look(watch).then((wait) => {
        watch.looking = null;
        this.#lookAfter(watch, wait);
      });
    });
  }

  /** One look; says after how many milliseconds the next is to be. Never rejects. */
  async #look(watch: Watch): Promise<number> {
    const { clock } = this.#options;
    const { settings } = watch.trigger;
    watch.again = false;
    let soon = false;
    try {
      // A folder that was removed and made again tells nothing to who listened before.
      watch.unlisten ??= watch.place.listen(() => this.#lookAfter(watch, SETTLE_MS));
      soon = await watch.looks.look(watch.stop.signal);
      watch.lastLook = clock.now();
      watch.trouble = null;
      watch.refused = 0;
    } catch (error) {
      watch.unlisten?.();
      watch.unlisten = null;
      watch.trouble = error instanceof Error ? error.message : String(error);
      watch.refused = error instanceof UserError && error.code === 'sign-in-failed' ? watch.refused + 1 : 0;
    }
    if (watch.again) return SETTLE_MS;
    if (watch.refused > 0) return Math.max(settings.lookSeconds * 1_000, Math.min(LONGEST_REFUSED_MS, REFUSED_MS * 2 ** (watch.refused - 1)));
    return soon ? Math.max(SOON_MS, settings.steadySeconds * 1_000) : settings.lookSeconds * 1_000;
  }
}

/** What decides where is looked and for what, as text to compare. */
function lookedAt({ environment, settings }: TriggerOf<'files'>): string {
  return JSON.stringify(settings.connection === '' ? settings : [environment, settings]);
}

function keyOf({ flowId, nodeId }: { flowId: string; nodeId: string }): string {
  return `${flowId}/${nodeId}`;
}

const SOME = 3;

function notesOf({ waiting, locked, repeated, odd }: FolderLooks['notes']): string[] {
  const some = (names: readonly string[]) => `${names.slice(0, SOME).join(', ')}${names.length > SOME ? ', …' : ''}`;
  const notes: string[] = [];
  if (waiting > 0) notes.push(waiting === 1 ? 'One file is not complete yet.' : `${waiting} files are not complete yet.`);
  if (locked.length > 0) notes.push(`Another program has these open: ${some(locked)}. They are taken when it lets go.`);
  if (repeated > 0) notes.push(repeated === 1 ? 'One file was left out because it came before.' : `${repeated} files were left out because they came before.`);
  const names = odd.map(({ name }) => JSON.stringify(name));
  if (names.length > 0) notes.push(`Links, pipes and names that cannot be read are left alone: ${some(names)}.`);
  return notes;
}
