import { readSync } from 'node:fs';
import { OperationalError } from '../../base/errors.ts';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { ReadBack } from '../../catalog/families/file-place.ts';
import { carryPieces } from './pieces.ts';
import type { SftpSession } from './session.ts';
import { isLost } from './sftp-errors.ts';

/** Up to this size a file is read back whole; of a larger one its beginning and its end. */
const WHOLE_BYTES = 4 << 20;
const END_BYTES = 256 << 10;

/** What was sent, and where it came from. */
export interface SentFile {
  readonly part: string;
  /** Of the local file. */
  readonly handle: number;
  readonly bytes: number;
  readonly signal: StopSignal;
  /** Name of the connection. */
  readonly name: string;
}

/**
 * Reads what arrived and compares it with the local file, and says how much of it. A place that lets nobody read leaves it at the size. Throws the
 * OperationalError `file-not-verified` where something else is there.
 */
export async function readBack(session: SftpSession, sent: SentFile): Promise<ReadBack> {
  const { part, bytes, signal } = sent;
  let remote: Buffer;
  try {
    remote = await session.ask<Buffer>((sftp, done) => sftp.open(part, 'r', done));
  } catch (error) {
    if (isLost(error)) throw error;
    return 'size';
  }
  const whole = bytes <= WHOLE_BYTES;
  const spans = whole ? [[0, bytes] as const] : [[0, END_BYTES] as const, [bytes - END_BYTES, bytes] as const];
  try {
    for (const [from, to] of spans)
      await carryPieces({ from, to, signal, piece: (at, length) => compare(session, remote, sent, at, length), carried: () => undefined });
  } finally {
    if (session.alive) session.ask((sftp, done) => sftp.close(remote, done)).catch(() => undefined);
  }
  return whole ? 'whole' : 'ends';
}

async function compare(session: SftpSession, remote: Buffer, { handle, name }: SentFile, at: number, length: number): Promise<undefined> {
  const [there, here] = [Buffer.alloc(length), Buffer.alloc(length)];
  for (let filled = 0; filled < length; ) {
    const count = await session.ask<number>((sftp, done) =>
      sftp.read(remote, there, filled, length - filled, at + filled, (error, read) =>
        // The end of the file is an error of code 1.
        (error as { code?: number } | undefined)?.code === 1 ? done(null, 0) : done(error, read),
      ),
    );
    if (count === 0) break;
    filled += count;
  }
  for (let filled = 0; filled < length; ) {
    const count = readSync(handle, here, filled, length - filled, at + filled);
    if (count === 0) break;
    filled += count;
  }
  if (there.equals(here)) return undefined;
  throw new OperationalError('file-not-verified', `"${name}": what arrived is not what was sent.`, {
    hint: 'The drive of the server may be failing. Try again.',
    retryable: true,
  });
}
