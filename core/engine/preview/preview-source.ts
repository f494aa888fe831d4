import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Emit, Source } from '../node-door.ts';
import type { StepResult } from './preview-cache.ts';
import type { Taking } from './preview-sample.ts';

/** Within this time a source that cannot be checked is not read again. */
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

/** Reads a source until enough was taken of it; then it is told to stop. Gives whether it was stopped before its end. */
export async function readTaking(source: Source, taking: Taking, emit: Emit, stop: () => void): Promise<boolean> {
  let enough = false;
  const end = () => {
    throw new Error('enough was taken');
  };
  const choosing: Emit = (port, batch) => {
    if (enough) return end();
    const taken = taking.take(port, batch);
    const passed = taken.pass ? emit(port, taken.pass) : undefined;
    if (!taken.enough) return passed;
    enough = true;
    stop();
    return passed instanceof Promise ? passed.then(end) : end();
  };
  try {
    await source.read(choosing);
  } catch (error) {
    if (!enough) throw error;
  }
  for (const { port, batch } of taking.rest()) await emit(port, batch);
  return enough;
}
