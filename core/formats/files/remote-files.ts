import { mkdtempSync, rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import { formatBytes } from '../../base/amounts.ts';
import { UserError } from '../../base/errors.ts';
import { fillTemplate } from '../../base/name-template.ts';
import type { FilePlace, PlacedFile } from '../../catalog/families/file-place.ts';
import { arrivedFiles, carriedTo, orGone, refuseNoneLeft, tellGone } from './arrived-files.ts';
import { spanOf, tellSkipped } from './files-read.ts';
import type { FileSettings, FilesStep, FilesToRead } from './files-to-read.ts';
import type { FoundFile } from './find-files.ts';
import type { FileReading } from './read-files.ts';
import { newestOf, remoteFile, remoteMatches } from './remote-matches.ts';
import { readSeen, type SeenFile, withSeen } from './seen-files.ts';
import { isReplaced, settleFiles } from './settle-files.ts';

/** Of a larger file, a preview fetches only so much. */
const PREVIEW_BYTES = 4 << 20;
/** Places outside count time in seconds: a file that was changed just before it was looked at may be changed again without a trace. */
const YOUNG_MS = 3000;

/** Files of a place outside: found at once, fetched one after another, and gone from here when the next one is asked for. */
export class RemoteFiles implements FilesToRead {
  readonly #settings: FileSettings;
  readonly #place: FilePlace;
  readonly #step: FilesStep;
  readonly #found: readonly PlacedFile[];
  readonly #seen: readonly SeenFile[];
  readonly #waiting: readonly SeenFile[];
  readonly #read: SeenFile[] = [];
  readonly #skipped: FileReading[] = [];
  /** The content of these was read under another name: they are known by their own, too, and need not be fetched again. */
  readonly #twins: SeenFile[] = [];

  private constructor(settings: FileSettings, place: FilePlace, step: FilesStep, found: readonly PlacedFile[]) {
    this.#settings = settings;
    this.#place = place;
    this.#step = step;
    const counts = step.again === null && step.mode !== 'preview';
    this.#seen = counts && settings.pick === 'new' ? readSeen(step.state.get('position')) : [];
    this.#waiting = counts && settings.after !== 'leave' ? readSeen(step.state.get('pending')) : [];
    this.#found = found;
  }

  /** Looks for the files. Throws a `UserError` when there is none, unless only new ones are wanted. */
  static async open(settings: FileSettings, step: FilesStep): Promise<RemoteFiles> {
    const place = await step.connection('files', settings.connection);
    return new RemoteFiles(settings, place, step, await wanted(settings, place, step));
  }

  async *each(): AsyncIterable<FoundFile> {
    const { mode, signal, spill } = this.#step;
    const folder = mkdtempSync(join(spill.folder(), 'fetched-'));
    const byHash = new Map(this.#seen.filter((one) => one.hash !== '').map((one) => [one.hash, one]));
    let fresh = 0;
    try {
      for (const [at, file] of this.#found.entries()) {
        signal.throwIfAborted();
        const known = this.#knownBefore(file);
        if (known !== null) {
          this.#skip(file, known);
          continue;
        }
        const here = join(folder, String(at));
        const most = mode === 'preview' && file.bytes > PREVIEW_BYTES ? PREVIEW_BYTES : undefined;
        const { hash } = await this.#place.fetch(file.path, here, { signal, ...(most === undefined ? {} : { most }) }).catch((error: unknown) => {
          throw orGone(error, file.path, this.#step);
        });
        const twin = this.#looksInside && hash !== null ? byHash.get(hash) : undefined;
        const facts = this.#facts(file, hash ?? '');
        if (twin) {
          this.#skip(file, twin.path === file.path ? 'already read' : `already read as ${twin.path}`);
          this.#twins.push(facts);
        }
        if (!twin) {
          fresh++;
          if (facts.hash !== '') byHash.set(facts.hash, facts);
          this.#read.push(facts);
          if (most !== undefined) this.#tellCut(file, most);
          yield { path: here, shown: file.path, bytes: file.bytes, modifiedAt: file.modifiedAt, cut: most !== undefined, ...(hash === null ? {} : { hash }) };
        }
        rmSync(here, { force: true });
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    if (this.#settings.pick === 'new' && mode !== 'preview' && this.#step.again === null)
      tellSkipped(this.#skipped.length, fresh, (notice) => this.#step.notice(notice));
  }

  get skipped(): readonly FileReading[] {
    return this.#skipped;
  }

  check(): void {
    // What is read is what was fetched, and fetching compares.
  }

  orGone(error: unknown): unknown {
    // What is read lies here.
    return error;
  }

  position(): { files: SeenFile[] } | null {
    const known = [...this.#read, ...this.#twins];
    return this.#settings.pick === 'new' && known.length > 0 ? { files: withSeen(this.#seen, known) } : null;
  }

  span(): { again: { files: SeenFile[] }; from: string | null; to: string } {
    return spanOf(this.#seen, this.#read);
  }

  pending(): { files: SeenFile[] } | null {
    const files = this.#settings.after === 'leave' ? [] : [...this.#waiting, ...this.#read];
    return files.length === 0 ? null : { files };
  }

  async settled(): Promise<{ files: SeenFile[] } | null> {
    const left = await settleFiles(this.pending()?.files ?? [], this.#settings, this.#place, this.#step);
    return left.length === 0 ? null : { files: left };
  }

  get #looksInside(): boolean {
    return this.#settings.pick === 'new' && this.#settings.seenBy === 'hash' && this.#step.again === null;
  }

  /** Why a file need not be fetched; null when it has to be. */
  #knownBefore(file: PlacedFile): string | null {
    if (this.#waiting.some((one) => one.path === file.path && !isReplaced(one, file))) return 'already read and delivered';
    const before = this.#seen.find((one) => one.path === file.path);
    if (!before) return null;
    const { seenBy } = this.#settings;
    if (seenBy === 'name') return 'already read';
    const same = before.bytes === file.bytes && before.modifiedAt === file.modifiedAt;
    return same && (seenBy === 'modified' || (before.hash !== '' && before.changedAt !== 0)) ? 'already read' : null;
  }

  #skip({ path, bytes, modifiedAt }: PlacedFile, because: string): void {
    this.#skipped.push({ name: path, bytes, modifiedAt, skipped: because });
  }

  /** `changedAt` says whether name, size and time tell all there is to know. */
  #facts({ path, bytes, modifiedAt }: PlacedFile, hash: string): SeenFile {
    const young = Math.abs(this.#step.clock.now() - modifiedAt) < YOUNG_MS;
    return { path, bytes, modifiedAt, changedAt: young ? 0 : modifiedAt, hash };
  }

  #tellCut({ path }: PlacedFile, most: number): void {
    const size = formatBytes(most);
    this.#step.notice({
      level: 'info',
      code: 'preview-cut',
      message: `Only the first ${size} of ${path} were fetched for the preview. A run reads all of it.`,
    });
  }
}

async function wanted(settings: FileSettings, place: FilePlace, step: FilesStep): Promise<readonly PlacedFile[]> {
  const { signal } = step;
  if (step.again !== null) return await Promise.all(readSeen(step.again).map((file) => remoteFile(place, file.path, signal)));
  const path = fillTemplate(settings.path, step, 'paths');
  const pattern = posix.basename(path);
  const arrived = settings.pick === 'arrived' ? arrivedFiles(pattern, settings.connection, step) : null;
  if (arrived) {
    const there = await Promise.all(
      arrived.map(async (file) => {
        const waits = await place.stat(file.path, signal);
        if (waits) return waits;
        const carried = carriedTo(file.path, settings, false, step);
        const found = carried === null ? null : await place.stat(carried, signal);
        tellGone(file.path, found && carried, step);
        return found;
      }),
    );
    const files = there.filter((file): file is PlacedFile => file?.kind === 'file');
    refuseNoneLeft(arrived, files.length, step);
    if (files.length > 0 || step.mode !== 'preview') return files;
  }
  if (!/[*?]/.test(pattern)) {
    if (settings.pick !== 'new') return [await remoteFile(place, path, signal)];
    const file = await place.stat(path, signal);
    if (!file) step.notice({ level: 'warning', code: 'no-file-matches', message: `There is no file ${path} now.` });
    return file?.kind === 'file' ? [file] : [];
  }
  try {
    const files = await remoteMatches(place, path, signal);
    return settings.pick === 'all' || settings.pick === 'new' ? files : [newestOf(files)];
  } catch (error) {
    if (settings.pick !== 'new' || !(error instanceof UserError) || error.code !== 'no-file-matches') throw error;
    step.notice({ level: 'warning', code: 'no-file-matches', message: error.message });
    return [];
  }
}
