import { countOf } from '../../base/amounts.ts';
import { UserError } from '../../base/errors.ts';
import type { ArrivedFile } from '../../base/happening.ts';
import { fitsPattern } from '../../base/name-pattern.ts';
import type { FileSettings, FilesStep } from './files-to-read.ts';
import { ANY_CASE } from './find-files.ts';
import { pathAfter } from './settle-files.ts';

/** Files whose arrival started the run, as far as they are of this place and fit the pattern; null when nothing of the kind started it, which is told. */
export function arrivedFiles(pattern: string, connection: string, { happening, notice, mode }: FilesStep): readonly ArrivedFile[] | null {
  if (happening?.kind === 'files')
    return happening.files.filter((file) => file.connection === connection && fitsPattern(file.name, pattern, connection === '' && ANY_CASE));
  if (mode !== 'preview') notice({ level: 'info', code: 'no-arrival', message: 'No file has started this run, so the newest one that matches is read.' });
  return null;
}

/** In a preview, where an earlier run has carried a file that arrived: it is looked for there when it is gone. Null where it is not. */
export function carriedTo(path: string, settings: FileSettings, isLocal: boolean, step: FilesStep): string | null {
  return step.mode === 'preview' ? pathAfter(path, settings, isLocal, step) : null;
}

/** Throws where files started a run and none of them is there any more: that it had nothing to read must not look as if all were well. */
export function refuseNoneLeft(arrived: readonly ArrivedFile[], left: number, { mode }: Pick<FilesStep, 'mode'>): void {
  const [first] = arrived;
  if (!first || left > 0 || mode === 'preview') return;
  const message = `${countOf(arrived.length, 'file')} have started this run, and none of them is there any more: ${first.path}, …`;
  throw arrived.length === 1 ? goneFile(first.path) : goneFile(first.path, message);
}

/** What to say of a file that could not be opened: where its arrival started the run, and it went between that it was found and that it was opened, just that. */
export function orGone(error: unknown, path: string, { happening }: Pick<FilesStep, 'happening'>): unknown {
  const isMissing = error instanceof UserError && error.code === 'file-not-found';
  return isMissing && happening?.kind === 'files' && happening.files.some((file) => file.path === path) ? goneFile(path) : error;
}

function goneFile(path: string, message = `${path} has started this run, but it is no longer there.`): UserError {
  return new UserError('arrived-file-gone', message, {
    hint: 'Another flow or program has moved it away or removed it. Put it back and replay this run. Of flows that wait for the same files, let only the last one move them away.',
    place: { file: path },
  });
}

/** Tells that a file which arrived is read where it was carried, or that it is gone. */
export function tellGone(path: string, carried: string | null, { mode, notice }: FilesStep): void {
  if (carried !== null) {
    const message = `${path} was read by a run already: the preview takes it from ${carried}.`;
    notice({ level: 'info', code: 'preview-carried-file', message });
  } else if (mode !== 'preview') notice({ level: 'warning', code: 'arrived-file-gone', message: `${path} has started this run, but it no longer exists.` });
}
