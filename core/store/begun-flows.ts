import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Store } from './store.ts';

/** A note lies beside the folder, hidden; only ids that were made here stand in one. */
const NOTE = /^\.([0-9A-Za-z]{20})\.part$/;

/**
 * Notes durably that the folder of a flow is about to be filled, before the flow itself is there: should the program be killed meanwhile, the next one that
 * holds the workspace removes the folder. What it gives takes the note away, once the flow is there or the folder gone; it never throws.
 */
export function noteBegunFlow(folder: string): () => void {
  mkdirSync(dirname(folder), { recursive: true });
  const note = join(dirname(folder), `.${basename(folder)}.part`);
  writeFileSync(note, '', { flush: true });
  return () => void remove(note);
}

/**
 * Removes what a killed program left in `files`, the folder with those of the flows: half uploads, and folders that were being filled for flows which never came
 * to be. Only for who holds the workspace, as nobody else can be making any of it then. A folder without a note is left, even if no flow is known by its name:
 * behind a backup that was put back lie the files of flows that are younger than it.
 */
export function removeHalfFiles(store: Store, files: string): void {
  for (const name of namesIn(files)) {
    const flowId = NOTE.exec(name)?.[1];
    if (flowId !== undefined && (store.flows.find(flowId) || remove(join(files, flowId)))) remove(join(files, name));
  }
  if (store.health.unclean) store.partFolders.removeUploads(files);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** False where somebody has something of it open, or it may not be removed: the next start tries again. */
function remove(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
