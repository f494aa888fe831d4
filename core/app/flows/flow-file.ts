import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { UserError } from '../../base/errors.ts';
import type { Flow } from '../../flow/flow.ts';
import { migrateNodes } from '../../flow/migrations.ts';
import { parseFlow } from '../../flow/serialise.ts';
import { catalog } from '../../nodes/index.ts';
import { connectionUses } from '../connections/connection-users.ts';

/** A flow document on disk: relative paths in it start at its own folder. */
export interface FlowFile {
  flow: Flow;
  folder: string;
  path: string;
}

/** Whether a word on the command line names a flow document rather than a flow of the workspace. */
export function namesFlowFile(word: string): boolean {
  return word.endsWith('.json') || existsSync(word);
}

/** Reads a flow document; older versions are brought up. Throws a UserError when it is not there or no flow. */
export function readFlowFile(word: string): FlowFile {
  const path = resolve(word);
  const facts = statSync(path, { throwIfNoEntry: false });
  if (!facts)
    throw new UserError('flow-not-found', `There is no file ${path}.`, {
      place: { file: path },
      hint: 'Check the name; relative paths start at the current folder.',
    });
  if (!facts.isFile())
    throw new UserError('not-a-flow', `${path} is not a file.`, { place: { file: path }, hint: 'Name the document in it, for example nightly.swivel.json.' });
  return { flow: migrateNodes(parseFlow(readFileSync(path, 'utf8'), basename(path)), catalog), folder: dirname(path), path };
}

/** Whether a flow needs the connections of a workspace. */
export function usesConnections(flow: Flow): boolean {
  return connectionUses(flow, catalog).length > 0;
}
