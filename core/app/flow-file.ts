import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { UserError } from '../base/errors.ts';
import { fieldsOfFlow } from '../flow/arriving.ts';
import { checkFlow } from '../flow/check.ts';
import type { Flow, Problem } from '../flow/flow.ts';
import { migrateNodes } from '../flow/migrations.ts';
import { parseFlow } from '../flow/serialise.ts';
import { catalog } from '../nodes/index.ts';
import { formulaProblems } from './formula-problems.ts';
import { outsideProblems } from './outside-problems.ts';

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

/** All problems of a document, outside ones (files that are not there) included. `now` is ms since 1970. */
export function problemsOfFile({ flow, folder }: FlowFile, now: number): Problem[] {
  const parameters = Object.fromEntries(flow.parameters.map(({ name, value }) => [name, value]));
  const { arriving } = fieldsOfFlow(flow, catalog);
  return [
    ...checkFlow(flow, catalog),
    ...formulaProblems(flow, catalog, arriving),
    ...outsideProblems(flow, catalog, folder, { flowName: flow.name, now, zone: flow.settings.zone, parameters }),
  ];
}
