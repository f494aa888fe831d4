import { DateTime } from 'luxon';
import { fillTemplate, type TemplateValues } from '../../base/name-template.ts';
import type { FilePlace } from '../../catalog/families/file-place.ts';
import { FileForecast } from './file-forecast.ts';
import { lookAtRemote, RemoteFile, type SendingStep } from './remote-file.ts';
import { WholeFile } from './whole-file.ts';

/** What a target of files is set to; every kind has these settings. */
export interface FileTargetSettings {
  readonly connection: string;
  readonly path: string;
  readonly ifExists: 'replace' | 'fail';
  readonly emptyRun: 'write' | 'skip';
}

/** The part of a step's surroundings that a target of files needs; the engine's context has it. */
export interface WritingStep extends TemplateValues, SendingStep {
  resolvePath(path: string): string;
  partFile(path: string): Promise<string>;
  connection(family: 'files', id: string): Promise<FilePlace>;
}

/** A file that appears whole or not at all, here or on a connection. */
export type FileToWrite = WholeFile | RemoteFile;

/** Begins the file of a target. Throws a `UserError` where none can be written. */
export async function openFile(settings: FileTargetSettings, step: WritingStep): Promise<FileToWrite> {
  const path = fillTemplate(settings.path, step);
  if (settings.connection === '') return await WholeFile.open(step.resolvePath(path), settings.ifExists, (file) => step.partFile(file));
  return await RemoteFile.open(await step.connection('files', settings.connection), path, settings.ifExists, step);
}

/** What writing the file of a target would do. Writes nothing; throws what the writing would throw at its start. */
export async function openForecast(settings: FileTargetSettings, step: WritingStep): Promise<FileForecast> {
  const path = fillTemplate(settings.path, step);
  const writeEmpty = settings.emptyRun === 'write';
  const timeText = (ms: number) => DateTime.fromMillis(ms, { zone: step.zone }).toFormat('yyyy-MM-dd HH:mm');
  if (settings.connection === '') return FileForecast.local(step.resolvePath(path), settings.ifExists, writeEmpty, timeText);
  const place = await step.connection('files', settings.connection);
  return new FileForecast(path, await lookAtRemote(place, path, settings.ifExists, step.signal), writeEmpty, timeText);
}
