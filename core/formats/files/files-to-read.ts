import type { Happening } from '../../base/happening.ts';
import type { TemplateValues } from '../../base/name-template.ts';
import type { FilePlace } from '../../catalog/families/file-place.ts';
import type { FoundFile } from './find-files.ts';
import type { FileReading } from './read-files.ts';
import type { SeenBy, SeenFile } from './seen-files.ts';

/** Which of the files that match are read: the newest, all, only those no earlier run has read, or those whose arrival started the run. */
export type FilePick = 'newest' | 'all' | 'new' | 'arrived';
/** What becomes of a file that was read, once all targets have committed. */
export type AfterRead = 'leave' | 'move' | 'rename' | 'mark' | 'delete';

/** What a source of files is set to; every kind has these settings (`core/catalog/file-settings.ts`). */
export interface FileSettings {
  readonly connection: string;
  readonly path: string;
  readonly pick: FilePick;
  readonly seenBy: SeenBy;
  readonly after: AfterRead;
  readonly afterFolder: string;
}

/** The part of a step's surroundings that files need; the engine's context has it. */
export interface FilesStep extends TemplateValues {
  readonly mode: 'run' | 'preview' | 'rehearsal' | 'replay';
  readonly signal: AbortSignal;
  readonly clock: { now(): number };
  /** What this source gave as its span in the run that is replayed. */
  readonly again: unknown;
  readonly happening: Happening | null;
  readonly state: { get(key: string): unknown };
  readonly spill: { folder(): string };
  resolvePath(path: string): string;
  partFile(path: string, shared?: boolean): Promise<string>;
  connection(family: 'files', id: string): Promise<FilePlace>;
  notice(notice: { level: 'info' | 'warning'; code: string; message: string }): void;
}

/** The files of one source in one run, wherever they are. */
export interface FilesToRead {
  /** The files to read, one after another; each is here, and stays here, until the next one is asked for. Says what was left out. */
  each(): AsyncIterable<FoundFile>;
  /** Throws when a file is no longer the one that was looked at when it was chosen. */
  check(reading: FileReading): void;
  /** What to say of one of the files that could not be read; mostly what was thrown. */
  orGone(error: unknown, path: string): unknown;
  /** Files left out, as the run page shows them. */
  readonly skipped: readonly FileReading[];
  /** What later runs are to remember; null where they read whatever is there. */
  position(): { files: SeenFile[] } | null;
  /** What this run has read, for a replay, and how far the list of files has come, in words. */
  span(): { again: { files: SeenFile[] }; from: string | null; to: string };
  /** Files to be dealt with once everything has been delivered; null where they are left as they are. */
  pending(): { files: SeenFile[] } | null;
  /** Deals with them, and gives those with which that was not possible. */
  settled(): Promise<{ files: SeenFile[] } | null>;
}
