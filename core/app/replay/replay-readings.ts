import { statSync } from 'node:fs';
import { stableStringify } from '../../base/json.ts';
import type { Flow } from '../../flow/flow.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { Parts } from '../parts.ts';

/** A file or table that a source has read in a run. */
export interface ReadFile {
  name: string;
  bytes?: number;
  modifiedAt?: number;
  skipped?: string;
}

/** What a source has read in a run. */
export function readThen(parts: Pick<Parts, 'store'>, run: RunRecord, nodeId: string): ReadFile[] {
  return parts.store.steps
    .notes(run.runId, 'readings')
    .filter((note) => note.nodeId === nodeId)
    .flatMap((note) => JSON.parse(note.json) as ReadFile[])
    .filter((file) => file.skipped === undefined);
}

/** Whether a file is known to be another one now, or gone. */
export function hasChanged({ name, bytes, modifiedAt }: ReadFile): boolean {
  if (bytes === undefined || modifiedAt === undefined) return false;
  const now = statSync(name, { throwIfNoEntry: false });
  return now === undefined || now.size !== bytes || Math.floor(now.mtimeMs) !== Math.floor(modifiedAt);
}

/** Whether a file can be told to be the same as then. */
export function isSame(file: ReadFile): boolean {
  return file.bytes !== undefined && file.modifiedAt !== undefined && !hasChanged(file);
}

/** Whether a node is set in one flow as it is in the other. */
export function isSetAlike(one: Flow, other: Flow, nodeId: string): boolean {
  const configOf = (flow: Flow) => stableStringify(flow.nodes.find((node) => node.id === nodeId)?.config ?? null);
  return configOf(one) === configOf(other);
}
