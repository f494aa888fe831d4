import type { FileHandle } from 'node:fs/promises';

/** Writes all of `bytes` at a position. A write may end early, on a full disk for one: then the rest is tried, and that says why. */
export async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
}
