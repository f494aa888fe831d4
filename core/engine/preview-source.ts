import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { Batch } from '../data/batch.ts';
import { slice } from '../data/batch-ops.ts';
import type { Emit, Source } from './node-door.ts';
import type { StepResult } from './preview-cache.ts';

/** Within this time a source that can't be checked is not read again. */
const SURE_MS = 2_000;
/** Within this time it is enough that the files it read have not changed; later there may be newer ones. */
const UNCHANGED_MS = 30_000;

/** Whether what a source gave can still be taken for what it would give now. */
export function sourceIsFresh(result: StepResult, flowFolder: string, clock: Clock): boolean {
  const age = clock.monotonic() - result.at;
  const checkable = result.readings.length > 0 && result.readings.every(({ bytes, modifiedAt }) => bytes !== undefined && modifiedAt !== undefined);
  if (!checkable) return age < SURE_MS;
  if (age > UNCHANGED_MS) return false;
  return result.readings.every(({ name, bytes, modifiedAt }) => {
    try {
      const now = statSync(isAbsolute(name) ? name : join(flowFolder, name));
      return now.size === bytes && Math.abs(now.mtimeMs - (modifiedAt ?? 0)) < 1;
    } catch {
      return false;
    }
  });
}

/** Reads a source up to a number of records; what comes beyond is cut, and the source is told to stop. Gives whether that many came. */
export async function readLimited(source: Source, limit: number, emit: Emit, stop: () => void): Promise<boolean> {
  let left = limit;
  let reached = false;
  const limited: Emit = (port, batch: Batch) => {
    if (reached) throw new Error('limit reached');
    const taken = batch.count > left ? slice(batch, 0, left) : batch;
    left -= taken.count;
    const passed = emit(port, taken);
    if (left > 0) return passed;
    reached = true;
    stop();
    const end = () => {
      throw new Error('limit reached');
    };
    return passed instanceof Promise ? passed.then(end) : end();
  };
  try {
    await source.read(limited);
  } catch (error) {
    if (!reached) throw error;
  }
  return reached;
}
