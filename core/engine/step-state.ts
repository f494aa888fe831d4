import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeValue, encodeValue, stableStringify } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import type { StepState } from './node-door.ts';

const VALUES = 'values.json';
const FILES = 'files';

/** Whose state it is and where it is kept. */
export interface StateOptions {
  /** `state/<flowId>`: one folder per node. */
  readonly kept: string;
  /** A private folder of this run where changes wait until the targets have committed. */
  readonly staging: string;
  readonly nodeId: string;
  /** False starts with no state at all. */
  readonly seesKept: boolean;
}

/**
 * A step's state as files: `values.json` and a folder `files`. The step works on a folder of its own, with links to the files that are kept; nothing changes for later runs until
 * `keepState` has moved the copy in, which only the owner of the run does.
 */
export class FileState implements StepState {
  readonly #options: StateOptions;
  #values: Map<string, Value> | null = null;
  #copied = false;
  /** True once the step has set a value or asked for its folder. */
  changed = false;

  constructor(options: StateOptions) {
    this.#options = options;
  }

  get(key: string): Value | undefined {
    return this.#load().get(key);
  }

  set(key: string, value: Value): void {
    this.#load().set(key, value);
    this.changed = true;
  }

  folder(): string {
    const folder = join(this.#staging, FILES);
    if (!this.#copied) {
      this.#copied = true;
      this.changed = true;
      const kept = join(nodeFolder(this.#options.kept, this.#options.nodeId), FILES);
      mkdirSync(folder, { recursive: true });
      if (this.#options.seesKept && existsSync(kept)) linkFiles(kept, folder);
    }
    return folder;
  }

  /** What was staged has been kept: what changes from here on is staged anew. */
  wasKept(): void {
    this.#copied = false;
  }

  /** Writes the values beside the files, so that the whole copy can be moved in. */
  stage(): void {
    if (!this.changed) return;
    this.folder();
    const values = Object.fromEntries([...this.#load()].map(([key, value]) => [key, encodeValue(value)]));
    writeFileSync(join(this.#staging, VALUES), stableStringify(values));
  }

  get #staging(): string {
    return nodeFolder(this.#options.staging, this.#options.nodeId);
  }

  #load(): Map<string, Value> {
    if (this.#values) return this.#values;
    const file = join(nodeFolder(this.#options.kept, this.#options.nodeId), VALUES);
    restoreState(this.#options.kept, this.#options.nodeId);
    const found = this.#options.seesKept && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
    this.#values = new Map(Object.entries(found).map(([key, value]) => [key, decodeValue(value)]));
    return this.#values;
  }
}

/**
 * The same files under another folder, without copying them: they are never changed in place, so both may have them. Where the file system knows no links,
 * or the folder lies on another one, they are copied.
 */
function linkFiles(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      mkdirSync(target, { recursive: true });
      linkFiles(source, target);
      continue;
    }
    try {
      linkSync(source, target);
    } catch {
      copyFileSync(source, target);
    }
  }
}

/** Moves the staged state of a node in, whole: an interrupted move is put right by the next one that looks. */
export function keepState(kept: string, staging: string, nodeId: string): void {
  const [target, staged] = [nodeFolder(kept, nodeId), nodeFolder(staging, nodeId)];
  if (!existsSync(staged)) return;
  restoreState(kept, nodeId);
  mkdirSync(kept, { recursive: true });
  const arriving = `${target}.new`;
  rmSync(arriving, { recursive: true, force: true });
  try {
    renameSync(staged, arriving);
  } catch {
    cpSync(staged, arriving, { recursive: true });
  }
  if (existsSync(target)) renameSync(target, `${target}.old`);
  renameSync(arriving, target);
  rmSync(`${target}.old`, { recursive: true, force: true });
}

/** One value of what a step remembers, for the owner of the runs; undefined when there is none. */
export function keptValue(kept: string, nodeId: string, key: string): Value | undefined {
  return new FileState({ kept, staging: kept, nodeId, seesKept: true }).get(key);
}

/** Puts one value in, whole or not at all; the rest of what the step remembers stays. Only while no run of the flow is going on. */
export function putValue(kept: string, staging: string, nodeId: string, key: string, value: Value): void {
  const state = new FileState({ kept, staging, nodeId, seesKept: true });
  state.set(key, value);
  state.stage();
  keepState(kept, staging, nodeId);
}

/** The step remembers nothing any more. Only while no run of the flow is going on. */
export function dropState(kept: string, nodeId: string): void {
  const target = nodeFolder(kept, nodeId);
  rmSync(`${target}.old`, { recursive: true, force: true });
  if (!existsSync(target)) return;
  // Gone at once, whatever happens while its files are removed.
  rmSync(`${target}.gone`, { recursive: true, force: true });
  renameSync(target, `${target}.gone`);
  rmSync(`${target}.gone`, { recursive: true, force: true });
}

/** Puts a state right whose move was interrupted: the former one counts until the new one is in its place. What was being dropped then goes. */
function restoreState(kept: string, nodeId: string): void {
  // Most flows remember nothing.
  if (!existsSync(kept)) return;
  const target = nodeFolder(kept, nodeId);
  rmSync(`${target}.gone`, { recursive: true, force: true });
  const former = `${target}.old`;
  if (!existsSync(former)) return;
  if (existsSync(target)) rmSync(former, { recursive: true, force: true });
  else renameSync(former, target);
}

/** A node's folder; ids from foreign documents may hold any character. */
function nodeFolder(folder: string, nodeId: string): string {
  return join(folder, encodeURIComponent(nodeId).replaceAll('.', '%2E').replaceAll('*', '%2A'));
}
