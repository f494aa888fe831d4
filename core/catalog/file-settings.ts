import * as z from 'zod';
import { templateProblems } from '../base/name-template.ts';
import type { ConnectionFamily } from './families/families.ts';
import type { FormField, FormOption } from './form.ts';
import type { SettingProblem } from './node-spec.ts';

/**
 * Settings that every source and target of files has, whatever the format: with them a kind reads from and writes to local folders and places outside
 * alike. Spread the shape into the kind's config, the fields into its form, and ask the checks.
 */
export const fileSourceShape = {
  /** Id of a connection that holds files; empty for a local folder. */
  connection: z.string().default(''),
  /** A file, or a pattern with `*` and `?` in its name. Relative paths start at the flow's own folder, or at that of the connection. */
  path: z.string().default(''),
  /**
   * Which of the files that match a pattern: the newest by modification time (ties: the last by name), all in order of their names, only those that no earlier
   * run has read, or those whose arrival started the run.
   */
  pick: z.enum(['newest', 'all', 'new', 'arrived']).default('newest'),
  /** How a file that was read before is known again: by what is in it, by name and time of the last change, or by name alone. */
  seenBy: z.enum(['hash', 'modified', 'name']).default('hash'),
  /** What becomes of a file that was read, once all targets have committed. */
  after: z.enum(['leave', 'move', 'rename', 'mark', 'delete']).default('leave'),
  /** Where it is moved: a relative folder starts at the file's own. */
  afterFolder: z.string().default('done'),
};

/** The settings of `fileSourceShape`. */
export interface FileSourceSettings {
  connection: string;
  path: string;
  pick: 'newest' | 'all' | 'new' | 'arrived';
  seenBy: 'hash' | 'modified' | 'name';
  after: 'leave' | 'move' | 'rename' | 'mark' | 'delete';
  afterFolder: string;
}

/** Whether a source of files does something with what it has read once it is delivered; of any settings, also of a kind that has no files. */
export function putsAway({ after }: Readonly<Record<string, unknown>>): boolean {
  return typeof after === 'string' && after !== 'leave';
}

/** Settings of a target of files; see `fileSourceShape`. */
export const fileTargetShape = {
  connection: z.string().default(''),
  /** The file to write, with name templates such as `{date}`. Relative paths start at the flow's own folder, or at that of the connection. */
  path: z.string().default(''),
};

const HINT = 'Use {date}, {date-1:FORMAT}, {time}, {run}, {flow} or {param.name}.';

const PLACE: FormField = {
  field: 'connection',
  widget: 'connection',
  label: 'Where',
  help: 'A folder of this computer, or a connection that holds files.',
  families: ['files'],
  without: 'A folder of this computer',
};

/** The fields of a source of files: where, which file, which of several. `all` is the help of the choice "All of them". */
export function fileSourceFields({ example, extensions, all }: { example: string; extensions: readonly string[]; all: string }): FormField[] {
  return [
    PLACE,
    {
      field: 'path',
      widget: 'remote-path',
      dependsOn: 'connection',
      label: 'File',
      help: `A file, or a pattern such as ${example}.`,
      placeholder: example,
      extensions,
    },
    {
      field: 'pick',
      widget: 'choice',
      label: 'If several files match',
      options: [
        { value: 'newest', label: 'The newest', help: 'By the time it was last changed.' },
        { value: 'all', label: 'All of them', help: all },
        {
          value: 'new',
          label: 'Only new or changed ones',
          help: 'Those that no earlier run has read, in order of their names. What was read counts once everything has been delivered.',
        },
        {
          value: 'arrived',
          label: 'Those that started the run',
          help: 'The files whose arrival started the run, as far as they match. In a run that a person starts: the newest.',
        },
      ],
    },
    {
      field: 'seenBy',
      widget: 'choice',
      label: 'A file was read before if',
      visibleWhen: { field: 'pick', is: ['new'] },
      options: [
        { value: 'hash', label: 'its content was read', help: 'Also under another name. The safest.' },
        { value: 'modified', label: 'name, size and time are the same', help: 'Faster for very large files.' },
        { value: 'name', label: 'its name was read', help: 'A file that is written again under the same name is not read again.' },
      ],
    },
    {
      field: 'after',
      widget: 'choice',
      label: 'After success',
      help: 'Only when everything has been delivered. Until then the file stays as it is.',
      options: AFTER,
    },
    {
      field: 'afterFolder',
      widget: 'text',
      label: 'Move to the folder',
      help: 'Relative ones start at the folder of the file. It is made if it is missing.',
      placeholder: 'done',
      visibleWhen: { field: 'after', is: ['move'] },
    },
  ];
}

const AFTER: readonly FormOption[] = [
  { value: 'leave', label: 'Leave the file' },
  { value: 'move', label: 'Move it to a folder' },
  { value: 'rename', label: 'Rename it', help: 'It gets the ending .done.' },
  { value: 'mark', label: 'Put a marker beside it', help: 'An empty file of the same name with the ending .done.' },
  { value: 'delete', label: 'Delete it' },
];

/** The fields of a target of files: where, and which file. */
export function fileTargetFields({ example, extensions }: { example: string; extensions: readonly string[] }): FormField[] {
  return [
    PLACE,
    {
      field: 'path',
      widget: 'remote-path',
      dependsOn: 'connection',
      choose: 'save',
      label: 'File',
      help: 'Name of the file to write. {date} and other placeholders are filled in.',
      placeholder: example,
      extensions,
    },
  ];
}

/** What is missing or wrong in the settings of a source of files. */
export function fileSourceProblems({ connection, path, pick, after, afterFolder }: FileSourceSettings, example: string): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
  if (path.trim() === '')
    problems.push({
      code: 'missing-setting',
      field: 'path',
      message: 'No file is chosen.',
      hint: `Choose a file, or type a pattern such as ${example}.`,
    });
  for (const message of templateProblems(path)) wrong('path', message, HINT);
  if (/[*?][^/\\]*[/\\]/.test(path))
    wrong('path', 'A pattern can stand in the file name only, not in a folder name.', 'Name the folder in full and keep * and ? to the file name.');
  if (connection !== '' && path.includes('\\') && !path.includes('/'))
    wrong('path', 'Folders of a connection are separated by /, not by \\.', 'Type the path with /.');
  if (after === 'move' && afterFolder.trim() === '') wrong('afterFolder', 'The folder to move to is not named.', 'For example done.');
  if (after === 'move') for (const message of templateProblems(afterFolder)) wrong('afterFolder', message, HINT);
  const name = path.split(/[/\\]/).at(-1) ?? '';
  if ((after === 'rename' || after === 'mark') && pick !== 'new' && /\*$/.test(name))
    problems.push({
      code: 'reads-its-own',
      field: 'path',
      severity: 'warning',
      message: `${name} also stands for the files ending in .done that stay behind.`,
      hint: 'Put the ending into the pattern, or choose to read only new files.',
    });
  if (after === 'mark' && (pick === 'newest' || pick === 'all'))
    problems.push({
      code: 'reads-marked',
      field: 'pick',
      severity: 'warning',
      message: 'A file with a marker beside it is read again by the next run.',
      hint: 'Choose to read only new files, or move the file away.',
    });
  return problems;
}

/** What is missing or wrong in the settings of a target of files. */
export function fileTargetProblems({ connection, path }: { connection: string; path: string }, example: string): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const wrong = (message: string, hint: string) => problems.push({ code: 'wrong-setting', field: 'path', message, hint });
  if (path.trim() === '') problems.push({ code: 'missing-setting', field: 'path', message: 'The file to write has no name.', hint: `For example ${example}.` });
  else if (/[/\\]$/.test(path.trim())) wrong(`"${path}" is a folder, not a file.`, 'Add the name of the file.');
  for (const message of templateProblems(path)) wrong(message, HINT);
  if (connection !== '' && path.includes('\\') && !path.includes('/')) wrong('Folders of a connection are separated by /, not by \\.', 'Type the path with /.');
  return problems;
}

/** The connection that a file setting names, for `NodeSpec.connections`. */
export function fileConnections({ connection }: { connection: string }): { family: ConnectionFamily; setting: string; id: string }[] {
  return connection === '' ? [] : [{ family: 'files', setting: 'connection', id: connection }];
}

/** What a target of files writes, for `NodeSpec.writes`: the same text for the same file of the same place. */
export function fileWrites({ connection, path }: { connection: string; path: string }): string[] {
  return path === '' ? [] : [connection === '' ? path : `${connection}:${path}`];
}
