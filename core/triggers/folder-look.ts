import type { Clock } from '../base/clock.ts';
import type { ArrivedFile } from '../base/happening.ts';
import type { PlacedFile } from '../catalog/families/file-place.ts';
import type { NewHappening } from '../store/inbox.ts';
import type { Store } from '../store/store.ts';
import type { TriggerOf } from '../store/trigger-state.ts';
import { Completeness } from './arrivals.ts';
import type { LookPlace, OddEntry } from './look-place.ts';

/** What one look at a folder needs. */
export interface FolderLookOptions {
  store: Store;
  clock: Clock;
  trigger: TriggerOf<'files'>;
  place: LookPlace;
  /** Something was put into the inbox. */
  arrived(): void;
}

/** What a person may want to know of the last look. */
export interface LookNotes {
  /** Files that fit and are not complete yet. */
  waiting: number;
  /** Files that another program holds. */
  locked: string[];
  /** Content that came before under another name or time, since the program started. */
  repeated: number;
  odd: OddEntry[];
}

const AT_ONCE = 500;
const DAY_MS = 86_400_000;
/** Key under which a folder is known to have been looked through once. */
const BEGUN = '\u0000begun';

/** Looks through one folder again and again; each file that is complete and new goes into the inbox, once. */
export class FolderLooks {
  readonly notes: LookNotes = { waiting: 0, locked: [], repeated: 0, odd: [] };
  readonly #options: FolderLookOptions;
  readonly #complete: Completeness;
  /** Stands before every key: what was tried with the test server is not known in production. */
  readonly #where: string;
  #touchedAt = 0;

  constructor(options: FolderLookOptions) {
    this.#options = options;
    const { environment, settings } = options.trigger;
    this.#complete = new Completeness(settings);
    this.#where = settings.connection !== '' && environment === 'test' ? 'test:' : '';
  }

  /** One look. Throws when the folder cannot be read. Says whether it should be looked at again soon: something is not complete yet. */
  async look(signal: AbortSignal): Promise<boolean> {
    const { store, clock, trigger, place } = this.#options;
    const { flowId, nodeId, settings } = trigger;
    const { files, odd } = await place.list(signal);
    const keyOf = (file: PlacedFile) => this.#where + (settings.knownBy === 'name' ? nameKey(file) : timeKey(file));
    const begun = this.#where + BEGUN;
    if (settings.existing === 'leave' && !store.inbox.knows(flowId, nodeId, begun)) {
      store.inbox.note(flowId, nodeId, [begun, ...files.map(keyOf)], clock.now());
      return false;
    }
    const isLeftOut = (file: PlacedFile) => this.#isIgnored(file) && store.inbox.knows(flowId, nodeId, this.#where + timeKey(file));
    const ready = this.#complete.look(files, clock.monotonic(), (file) => store.inbox.knows(flowId, nodeId, keyOf(file)) || isLeftOut(file));
    this.notes.odd = odd;
    this.notes.locked = [];
    for (let at = 0; at < ready.length; at += AT_ONCE) {
      signal.throwIfAborted();
      await this.#take(ready.slice(at, at + AT_ONCE), signal);
    }
    this.notes.waiting = this.#complete.waiting;
    this.#touch(files.map(keyOf));
    return this.#complete.waiting > 0 && settings.complete === 'steady';
  }

  async #take(ready: readonly PlacedFile[], signal: AbortSignal): Promise<void> {
    const { store, clock, trigger, arrived } = this.#options;
    const { flowId, nodeId, settings } = trigger;
    const known: string[] = [];
    const happenings: NewHappening[] = [];
    const taken: string[] = [];
    for (const file of ready) {
      if (this.#isIgnored(file)) {
        known.push(this.#where + timeKey(file));
        taken.push(file.name);
        continue;
      }
      const hash = settings.knownBy === 'hash' ? await this.#hash(file, signal) : '';
      if (hash === null) continue;
      const key = this.#where + (settings.knownBy === 'hash' ? `hash:${hash}` : settings.knownBy === 'name' ? nameKey(file) : timeKey(file));
      if (settings.knownBy === 'hash') known.push(this.#where + timeKey(file));
      happenings.push({ flowId, nodeId, at: clock.now(), key, what: { kind: 'files', nodeId, files: [arrivedFile(file, settings.connection, hash)] } });
      taken.push(file.name);
    }
    const added = store.write(() => {
      store.inbox.note(flowId, nodeId, known, clock.now());
      return store.inbox.add(happenings);
    });
    // Not before: what could not be written down is complete as it was, and the next look tries again, and tells, at once.
    for (const name of taken) this.#complete.forget(name);
    const repeated = added.filter((seq) => seq === null).length;
    this.notes.repeated += repeated;
    if (added.length > repeated) arrived();
  }

  #isIgnored({ bytes }: PlacedFile): boolean {
    return bytes === 0 && this.#options.trigger.settings.empty === 'ignore';
  }

  /** Null: it is gone, held by another program, or changes yet; then the next look sees to it. */
  async #hash(file: PlacedFile, signal: AbortSignal): Promise<string | null> {
    const { place } = this.#options;
    try {
      const hash = await place.hash(file, signal);
      if (hash === null) this.#complete.forget(file.name);
      return hash;
    } catch (error) {
      signal.throwIfAborted();
      if ((error as { code?: unknown }).code !== 'file-locked') throw error;
      this.notes.locked.push(file.name);
      return null;
    }
  }

  /** Files that are still there stay known, however old. */
  #touch(keys: readonly string[]): void {
    const { store, clock, trigger } = this.#options;
    const now = clock.now();
    if (Math.abs(now - this.#touchedAt) < DAY_MS) return;
    this.#touchedAt = now;
    const { flowId, nodeId } = trigger;
    store.inbox.note(flowId, nodeId, [this.#where + BEGUN, ...keys.filter((key) => store.inbox.knows(flowId, nodeId, key))], now);
  }
}

function nameKey({ name }: PlacedFile): string {
  return `name:${name.normalize('NFC')}`;
}

function timeKey({ name, bytes, modifiedAt }: PlacedFile): string {
  return ['file', bytes, modifiedAt, name.normalize('NFC')].join(':');
}

function arrivedFile({ path, name, bytes, modifiedAt }: PlacedFile, connection: string, hash: string): ArrivedFile {
  return { connection, path, name, bytes, modifiedAt, hash };
}
