import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperationalError } from '../../base/errors.ts';
import type { Column } from '../../data/column.ts';
import { KeyTable } from '../../data/key-table.ts';
import { insertKeys, type KeyOptions, RecordKeys } from '../../data/record-keys.ts';
import type { StepState } from '../../engine/node-door.ts';
import { hash128 } from './hash128.ts';

const FILE = 'seen-keys.bin';
const MARK = Buffer.from('swivel-keys-1\n\n\n');
const HASH = 16;

/** The keys a step has met. For each new key `insertAll` writes `~index`, for a known one its index; indexes count up from 0. */
export interface SeenKeys {
  insertAll(columns: readonly Column[], selection: Int32Array, count: number, out: Int32Array): void;
  /** Indexes below this belong to keys of earlier runs. */
  readonly earlier: number;
  /** Keeps the keys for the next run, in the step's state: the engine makes that durable after the targets have committed. */
  keep?(): void;
}

/** Keys of this run alone, byte for byte. */
export function keysOfRun(options: KeyOptions): SeenKeys {
  const table = new KeyTable();
  return { earlier: 0, insertAll: (columns, selection, count, out) => insertKeys(table, columns, options, selection, count, out) };
}

/** Keys of this and all earlier runs, as 128-bit hashes: 16 bytes a key in memory and on disk. */
export function keysAcrossRuns(options: KeyOptions, state: StepState): SeenKeys {
  const path = join(state.folder(), FILE);
  const stored = existsSync(path) ? readFileSync(path) : MARK;
  if (!stored.subarray(0, MARK.length).equals(MARK) || stored.length % HASH !== 0)
    throw new OperationalError('seen-keys-damaged', 'The keys kept from earlier runs can’t be read.', {
      hint: 'Restore the workspace from a copy. If the step’s state is deleted instead, the next run delivers everything again.',
    });
  const earlier = (stored.length - MARK.length) / HASH;
  const table = new KeyTable(earlier + 1024);
  for (let at = MARK.length; at < stored.length; at += HASH) table.insert(stored, at, at + HASH);
  const words = new Uint32Array(HASH / 4);
  const hash = new Uint8Array(words.buffer);
  return {
    earlier,
    insertAll(columns, selection, count, out) {
      const keys = new RecordKeys(columns, options);
      for (let position = 0; position < count; position++) {
        keys.encode(selection[position] as number);
        hash128(keys.bytes, keys.start, keys.end, words);
        out[position] = table.insert(hash, 0, HASH);
      }
    },
    keep() {
      const file = Buffer.alloc(MARK.length + table.size * HASH);
      MARK.copy(file);
      for (let index = 0; index < table.size; index++) file.set(table.keyAt(index), MARK.length + index * HASH);
      writeFileSync(`${path}.new`, file);
      renameSync(`${path}.new`, path);
    },
  };
}
