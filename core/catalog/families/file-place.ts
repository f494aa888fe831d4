import type { StopSignal } from '../../base/stop-signal.ts';

/** A file in a folder outside. */
export interface PlacedFile {
  readonly name: string;
  /** Path that the place itself understands. */
  readonly path: string;
  readonly bytes: number;
  /** Ms since 1970. */
  readonly modifiedAt: number;
  readonly kind: 'file' | 'folder' | 'other';
}

/** What was brought here. */
export interface FetchedFile {
  readonly bytes: number;
  /** SHA-256 in hex of what was brought; null where only a part was asked for. */
  readonly hash: string | null;
}

/** How a file is carried. */
export interface CarryOptions {
  readonly signal: StopSignal;
  /** Called now and then with the bytes that have been carried. */
  progress?(bytes: number): void;
}

/** How a file is put there. */
export interface BringOptions extends CarryOptions {
  /** False: a file that is there already stays, and it is the UserError `file-exists`. Default true. */
  readonly replace?: boolean;
}

/** How much of a file was read again where it was written: all of it, its beginning and end, or only its size. */
export type ReadBack = 'whole' | 'ends' | 'size';

/** A file that was brought whole under a temporary, hidden name, its size checked: nobody who looks for its own name sees it yet. */
export interface FileAside {
  readonly bytes: number;
  /** How what is there was compared with what was brought. */
  readonly readBack: ReadBack;
  /** Puts it under its own name, whole and at once, and says what stands there then. */
  show(signal: StopSignal): Promise<PlacedFile>;
  /** Removes it; never throws. Does nothing after `show`. */
  drop(): Promise<void>;
}

/**
 * A place outside that holds files (SFTP, a local folder). Paths are separated by `/`; relative ones start at the folder the connection is set to, and none
 * leads out of it, not through links either: the UserError `outside-folder`. A name with a control character, or of more than 255 bytes, is the UserError
 * `bad-file-name`. A connection that is cut is made anew and the carrying goes on where it stood, a few times; then it is an OperationalError that may be
 * tried again.
 */
export interface FilePlace {
  /** As a person knows it: "hr@sftp.example". */
  readonly title: string;
  /** Entries of a folder in order of their names by code unit. A folder that is not there is the UserError `folder-not-found`. */
  list(folder: string, signal: StopSignal): Promise<PlacedFile[]>;
  /** Null when there is nothing under that path. */
  stat(path: string, signal: StopSignal): Promise<PlacedFile | null>;
  /**
   * Brings a file to the local path `to`, or its first `most` bytes. Size and time are compared at the end, and a file that changed meanwhile is the
   * OperationalError `file-changed`; one that is not there the UserError `file-not-found`. Nothing is left at `to` when it fails.
   */
  fetch(path: string, to: string, options: CarryOptions & { readonly most?: number }): Promise<FetchedFile>;
  /** Brings the local file `from` beside `path` under a temporary name. What a killed program left there before is swept. */
  bring(from: string, path: string, options: BringOptions): Promise<FileAside>;
  /** Brings the file and shows it: it appears whole or not at all. */
  deliver(from: string, path: string, options: BringOptions): Promise<PlacedFile>;
  /** Renames or moves within the place; a file in the way is replaced only with `replace`, else it is the UserError `file-exists`. */
  move(from: string, to: string, options: { readonly replace: boolean; readonly signal: StopSignal }): Promise<void>;
  /** One that is not there is fine. */
  remove(path: string, signal: StopSignal): Promise<void>;
  /** Makes a folder and those above it; one that is there already is fine. */
  makeFolder(path: string, signal: StopSignal): Promise<void>;
}
