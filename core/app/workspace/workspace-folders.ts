import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { withoutReserved } from '../../base/file-names.ts';

/** Where everything of a workspace lies, as absolute paths. */
export interface WorkspaceFolders {
  readonly root: string;
  /** Folder of a stored flow: relative paths in the flow start here. */
  flow(flowId: string): string;
  /** What a run kept of its data for replays. */
  captures(runId: string): string;
  /** What a flow's steps remember from run to run, one folder per node. */
  state(flowId: string): string;
  /** A run's own place for what does not fit in memory. */
  spill(runId: string): string;
}

/** The folders of the workspace at `root`. Ids are made safe as file names. */
export function workspaceFolders(root: string): WorkspaceFolders {
  const base = resolve(root);
  const under = (folder: string, id: string) => join(base, folder, safeName(id));
  return {
    root: base,
    flow: (flowId) => under('files', flowId),
    captures: (runId) => under('captures', runId),
    state: (flowId) => under('state', flowId),
    spill: (runId) => under('spill', runId),
  };
}

/** A file name that stays in its folder, on every system: separators, control and reserved characters become `_`; at most 150 characters. */
export function safeName(name: string): string {
  const cleaned = withoutReserved(name)
    .replace(/[. ]+$/, '')
    .replace(/^\.+/, '_');
  const short = cleaned.length <= 150 ? cleaned : cleaned.slice(0, 110) + cleaned.slice(-40);
  return short === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(short) ? `_${short}` : short;
}

/** A path as the flow should keep it: relative to the flow's folder when it lies in it, else as it is. */
export function pathForFlow(folder: string, path: string): string {
  if (!isAbsolute(path)) return path;
  const inside = relative(folder, path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? path : inside.split(sep).join('/');
}

/** The absolute path of a path in a flow. */
export function absolutePath(folder: string, path: string): string {
  return isAbsolute(path) ? path : resolve(folder, path);
}
