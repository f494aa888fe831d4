import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, dirname as localFolder, parse, posix, resolve } from 'node:path';
import { SwivelError } from '../../base/errors.ts';
import { fillTemplate, type TemplateValues } from '../../base/name-template.ts';
import type { FilePlace } from '../../catalog/families/file-place.ts';
import type { FileSettings, FilesStep } from './files-to-read.ts';
import { LocalPlace } from './local-place.ts';
import type { SeenFile } from './seen-files.ts';

/** Two times that are less apart are the same: file systems round differently. */
const SAME_TIME_MS = 1;
const MOST_NAMES = 1000;

type Settings = Pick<FileSettings, 'after' | 'afterFolder'>;

/**
 * Moves, renames, marks or deletes files that were read and delivered. One that is gone, or that somebody has replaced, is let be. What cannot be done is told,
 * and given back: the next run does it, and does not read the file again.
 */
export async function settleFiles(files: readonly SeenFile[], settings: Settings, place: FilePlace, step: FilesStep): Promise<SeenFile[]> {
  const left: SeenFile[] = [];
  for (const file of files) {
    try {
      const there = await place.stat(file.path, step.signal);
      if (there?.kind !== 'file') continue;
      if (isReplaced(file, there)) {
        step.notice({ level: 'warning', code: 'file-replaced', message: `${file.path} was replaced after it was read, so it stays where it is.` });
        continue;
      }
      await settle(file.path, settings, place, step);
    } catch (error) {
      left.push(file);
      if (step.signal.aborted) continue;
      if (!(error instanceof SwivelError)) throw error;
      step.notice({
        level: 'warning',
        code: 'file-not-settled',
        message: `${file.path} was read and delivered, but it stays where it is for now. The next run tries that again and does not read it. ${error.message}`,
      });
    }
  }
  return left;
}

/** Whether it is no longer the file that was read. */
export function isReplaced(then: SeenFile, now: { readonly bytes: number; readonly modifiedAt: number }): boolean {
  return then.bytes !== now.bytes || Math.abs(then.modifiedAt - Math.floor(now.modifiedAt)) > SAME_TIME_MS;
}

/** Where a file stands after it was read and delivered; null where it is not carried anywhere. */
export function pathAfter(path: string, { after, afterFolder }: Settings, isLocal: boolean, step: TemplateValues): string | null {
  if (after === 'rename') return `${path}.done`;
  if (after !== 'move') return null;
  const named = fillTemplate(afterFolder.trim(), step, 'paths');
  if (isLocal) return join(resolve(localFolder(path), named), parse(path).base);
  return posix.join(posix.isAbsolute(named) ? named : posix.join(posix.dirname(path), named), posix.basename(path));
}

async function settle(path: string, settings: Settings, place: FilePlace, step: FilesStep): Promise<void> {
  const { signal } = step;
  const isLocal = place instanceof LocalPlace;
  const to = pathAfter(path, settings, isLocal, step) ?? path;
  switch (settings.after) {
    case 'leave':
      return;
    case 'delete':
      return await place.remove(path, signal);
    case 'rename':
      return await moveAside(path, to, place, step);
    case 'mark':
      return await mark(`${path}.done`, place, step);
    case 'move':
      await place.makeFolder(isLocal ? localFolder(to) : posix.dirname(to), signal);
      return await moveAside(path, to, place, step);
  }
}

/** Moves without replacing anything: where a file of that name is there already, this one gets the time of the run into its name. */
async function moveAside(from: string, to: string, place: FilePlace, step: FilesStep): Promise<void> {
  const stamp = fillTemplate('{date}_{time:HH-mm-ss}', step);
  const ending = extname(to);
  const beginning = to.slice(0, to.length - ending.length);
  for (let tries = 0; ; tries++) {
    const name = tries === 0 ? to : `${beginning} (${stamp}${tries === 1 ? '' : ` ${tries}`})${ending}`;
    try {
      return await place.move(from, name, { replace: false, signal: step.signal });
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'file-exists' || tries === MOST_NAMES) throw error;
    }
  }
}

async function mark(path: string, place: FilePlace, step: FilesStep): Promise<void> {
  const folder = mkdtempSync(join(step.spill.folder(), 'mark-'));
  try {
    const empty = join(folder, 'empty');
    writeFileSync(empty, '');
    await place.deliver(empty, path, { signal: step.signal });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The local disk as a place: for dealing with files that were read here. */
export function localDisk(path: string, step: Pick<FilesStep, 'partFile'>): LocalPlace {
  return new LocalPlace(parse(path).root, (place) => step.partFile(place, true));
}
