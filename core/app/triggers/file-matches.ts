import { basename } from 'node:path';
import { SwivelError } from '../../base/errors.ts';
import { fillTemplate, isTemplate } from '../../base/name-template.ts';
import { type FoundFile, findFiles } from '../../formats/files/find-files.ts';

/** What a path of a flow would be filled in with if it were run now. */
export interface PathSetting {
  now: number;
  zone: string;
  flowName: string;
  parameters: Readonly<Record<string, string>>;
}

/** Whether a path stands for several files. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(basename(path));
}

/** The path with its placeholders filled in as they would be now; as it is when one cannot be. */
export function filledPath(path: string, setting: PathSetting): string {
  if (!isTemplate(path)) return path;
  try {
    return fillTemplate(
      path,
      { startedAt: setting.now, zone: setting.zone, runId: 'RUN', flowName: setting.flowName, parameters: setting.parameters },
      'paths',
    );
  } catch {
    return path;
  }
}

/** Files that an absolute path or pattern names now; empty when there are none, or when they cannot be looked for. */
export function matchingFiles(path: string): FoundFile[] {
  try {
    return findFiles(path, 'all');
  } catch (error) {
    if (error instanceof SwivelError) return [];
    throw error;
  }
}
