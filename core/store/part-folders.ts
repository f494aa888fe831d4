import { readdirSync, rmSync, statSync } from 'node:fs';
import { uptime } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { SettingsTable } from './settings.ts';

const KEY = 'part-folders';
/** Of more folders only those written to last are remembered. */
const MOST = 500;
/** A hidden half product: its file's name, then the 20 characters of the run, or of the upload and that it is one. */
const PART = /^\..+\.([0-9A-Za-z]{20})(?:\.upload)?\.part$/;
const UPLOAD = /\.upload\.part$/;

/**
 * The folders in which runs have begun files. A folder is noted durably, once, before the first file in it is begun, and looked through after a program that was
 * killed. The half product with which its folder came is also noted by itself (`EffectTable.addPartFile`), without waiting for the drive.
 */
export class PartFolders {
  readonly #settings: SettingsTable;
  #known: Set<string> | null = null;

  constructor(settings: SettingsTable) {
    this.#settings = settings;
  }

  /** Remembers the folder of a file that is about to be begun; durable when this returns. */
  note(path: string): void {
    const folder = dirname(path);
    this.#known ??= new Set(this.#folders());
    if (this.#known.has(folder)) return;
    const known = [...this.#known, folder].slice(-MOST);
    this.#settings.set(KEY, known);
    this.#known = new Set(known);
  }

  /** Removes half products from before the machine was started, which nobody can be writing any more; gives their paths. What cannot be looked at or removed is left. */
  removeOld(startedAt = Date.now() - uptime() * 1000): string[] {
    return this.#folders().flatMap((folder) => partsIn(folder).filter((path) => isRemoved(path, startedAt)));
  }

  /** Removes the half products of runs that nobody is doing any more. What cannot be looked at or removed is left. */
  removeOf(runIds: ReadonlySet<string>): void {
    for (const path of this.#folders().flatMap(partsIn)) if (runIds.has(PART.exec(basename(path))?.[1] ?? '')) remove(path);
  }

  /** Removes half uploads to the flows of a workspace whose folder of files this is: only who holds the workspace writes those. */
  removeUploads(files: string): void {
    for (const folder of this.#folders()) if (dirname(folder) === resolve(files)) for (const path of partsIn(folder)) if (UPLOAD.test(path)) remove(path);
  }

  #folders(): string[] {
    const kept = this.#settings.get(KEY);
    return Array.isArray(kept) ? kept.filter((folder) => typeof folder === 'string') : [];
  }
}

function partsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => PART.test(name))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function isRemoved(path: string, startedAt: number): boolean {
  try {
    const { mtimeMs } = statSync(path);
    return mtimeMs < startedAt && remove(path);
  } catch {
    return false;
  }
}

function remove(path: string): boolean {
  try {
    rmSync(path);
    return true;
  } catch {
    return false;
  }
}
