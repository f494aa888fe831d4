import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Flow, FlowNode, Problem } from '../../flow/flow.ts';
import { placeKey } from '../../formats/files/file-place.ts';
import { filledPath, isPattern, matchingFiles, type PathSetting } from '../triggers/file-matches.ts';
import { absolutePath } from '../workspace/workspace-folders.ts';
import { pathsOf } from './node-paths.ts';

/**
 * Problems that only a look at the disk finds: a file to be read that is not there (a warning: it may come before the run), a place that cannot be read
 * or written. `folder` is where relative paths start.
 */
export function outsideProblems(flow: Flow, catalog: Catalog, folder: string, setting: PathSetting): Problem[] {
  const files = new Map<string, FlowNode>();
  return pathsOf(flow, catalog).flatMap(({ node, field, path, access }) => {
    const absolute = absolutePath(folder, filledPath(path, setting));
    const problem =
      access === 'read'
        ? readingProblem(absolute)
        : (writingProblem(absolute) ?? (isWholeFile(node, catalog, path) ? twiceProblem(files, node, absolute) : null));
    return problem ? [{ node: node.id, field, ...problem, message: `${node.name}: ${problem.message}` }] : [];
  });
}

type Found = Omit<Problem, 'node' | 'field'>;

function readingProblem(path: string): Found | null {
  const parent = dirname(path);
  if (!existsSync(parent))
    return { severity: 'warning', code: 'folder-not-found', message: `the folder ${parent} does not exist.`, hint: 'Choose the file again.' };
  const files = matchingFiles(path);
  if (files.length === 0 && isPattern(path))
    return {
      severity: 'warning',
      code: 'file-not-found',
      message: `no file in ${parent} fits ${basename(path)} now.`,
      hint: 'That is fine when it comes before the flow runs.',
    };
  if (files.length === 0 && existsSync(path)) return { severity: 'error', code: 'not-a-file', message: `${path} is a folder.`, hint: 'Choose a file in it.' };
  if (files.length === 0)
    return {
      severity: 'warning',
      code: 'file-not-found',
      message: `the file ${path} does not exist now.`,
      hint: 'Choose another file, or put it there before the flow runs.',
    };
  const closed = files.find((file) => !allowed(file.path, constants.R_OK));
  return closed
    ? { severity: 'error', code: 'file-not-readable', message: `the file ${closed.path} may not be read.`, hint: 'Ask for the right to read it.' }
    : null;
}

/** Another step that writes whole files writes to this one by another path: a link, or a name template that comes to the same. */
function twiceProblem(files: Map<string, FlowNode>, node: FlowNode, path: string): Found | null {
  const key = placeKey(path);
  const other = files.get(key);
  files.set(key, other ?? node);
  return other && other.id !== node.id
    ? { severity: 'error', code: 'same-file', message: `${path} is the file that ${other.name} writes, too.`, hint: 'Give one of them another name.' }
    : null;
}

/** Whether a step writes the file as a whole, and not a part of it such as a table. */
function isWholeFile(node: FlowNode, catalog: Catalog, path: string): boolean {
  const spec = catalog.get(node.kind);
  const parsed = spec?.config.safeParse(node.config);
  return parsed?.success === true && spec?.writes?.(parsed.data).includes(path) === true;
}

function writingProblem(path: string): Found | null {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts?.isDirectory()) return { severity: 'error', code: 'not-a-file', message: `${path} is a folder.`, hint: 'Add a file name.' };
  let parent = dirname(path);
  while (!existsSync(parent) && dirname(parent) !== parent) parent = dirname(parent);
  if (!statSync(parent, { throwIfNoEntry: false })?.isDirectory())
    return {
      severity: 'error',
      code: 'folder-not-writable',
      message: `${parent} is a file, so nothing can be written below it.`,
      hint: 'Choose another folder.',
    };
  if (!allowed(parent, constants.W_OK))
    return { severity: 'error', code: 'folder-not-writable', message: `the folder ${parent} cannot be written to.`, hint: 'Choose another folder.' };
  return null;
}

function allowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
