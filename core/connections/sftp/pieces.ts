import type { StopSignal } from '../../base/stop-signal.ts';

const PIECE = 32 * 1024;
/** So many pieces are asked for at once: the time to the server and back is paid once for all of them. */
const AT_ONCE = 64;

/** How a file is carried in pieces. */
export interface Carrying {
  /** Where to begin, and where the file ends. */
  readonly from: number;
  readonly to: number;
  readonly signal: StopSignal;
  /** Carries one piece. */
  piece(at: number, length: number): Promise<Buffer | undefined>;
  /** Called in order, without gaps, with what `piece` gave and how far everything has come. */
  carried(bytes: Buffer | undefined, upTo: number): void;
}

/** Carries a file with many pieces on their way at once, never more than two megabytes. Rejects with the first that fails, or as soon as it is to stop. */
export function carryPieces({ from, to, signal, piece, carried }: Carrying): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    let over = false;
    let next = from;
    let come = from;
    let underway = 0;
    const arrived = new Map<number, { length: number; bytes: Buffer | undefined }>();
    const end = (error?: unknown) => {
      if (over) return;
      over = true;
      signal.removeEventListener('abort', stopped);
      if (error === undefined) resolve();
      else reject(error);
    };
    const stopped = () => end(signal.reason);
    const begin = () => {
      while (!over && next < to && underway < AT_ONCE && next - come < AT_ONCE * PIECE) {
        const at = next;
        const length = Math.min(PIECE, to - at);
        next += length;
        underway++;
        piece(at, length).then((bytes) => took(at, length, bytes), end);
      }
    };
    const took = (at: number, length: number, bytes: Buffer | undefined) => {
      underway--;
      if (over) return;
      arrived.set(at, { length, bytes });
      try {
        for (let one = arrived.get(come); one; one = arrived.get(come)) {
          arrived.delete(come);
          come += one.length;
          carried(one.bytes, come);
        }
      } catch (error) {
        end(error);
        return;
      }
      if (come >= to) end();
      else begin();
    };
    if (signal.aborted) return stopped();
    signal.addEventListener('abort', stopped, { once: true });
    if (from >= to) end();
    else begin();
  });
}
