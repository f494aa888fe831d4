import { type FileHandle, open, stat } from 'node:fs/promises';
import { UserError } from '../base/errors.ts';
import { fileError } from './files/file-error.ts';

/** A file opened for reading; the caller closes it. */
export interface OpenedFile {
  readonly handle: FileHandle;
  readonly size: number;
}

/** Opens a plain file for reading. Throws a UserError that says what is wrong with it if it is missing, a folder, or no file at all. */
export async function openPlainFile(path: string): Promise<OpenedFile> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new UserError('not-a-file', `${path} is a folder, not a file.`, { place: { file: path } });
    if (!found.isFile()) throw new UserError('not-a-file', `${path} is not a plain file but a pipe or a device.`, { place: { file: path } });
    return { handle: await open(path, 'r'), size: found.size };
  } catch (error) {
    throw fileError(error, path, 'read');
  }
}

/** What is looked at to tell what a file is: its beginning, and pieces from further on. */
export interface FileHead {
  readonly head: Uint8Array;
  /** Whether the head is all of the file. */
  readonly whole: boolean;
  readonly pieces: readonly Uint8Array[];
}

const HEAD = 1 << 18;
const PIECE = 1 << 15;
const PIECES = 16;

/** Reads the first 256 KiB and, of longer files, sixteen pieces spread over the rest. */
export async function readHead({ handle, size }: OpenedFile): Promise<FileHead> {
  const head = await readAt(handle, 0, HEAD);
  const pieces: Uint8Array[] = [];
  if (size > HEAD) {
    const step = Math.max(PIECE, (size - HEAD) / PIECES);
    for (let at = HEAD; at < size && pieces.length < PIECES; at += step) pieces.push(await readAt(handle, Math.floor(at / 4) * 4, PIECE));
  }
  return { head, whole: head.length < HEAD || size <= HEAD, pieces };
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
