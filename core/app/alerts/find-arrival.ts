import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { fitsPattern } from '../../base/name-pattern.ts';
import { fillTemplate } from '../../base/name-template.ts';
import type { PlacedFile } from '../../catalog/families/file-place.ts';
import type { SourceReading } from '../../engine/node-door.ts';
import type { Expectation } from '../../flow/expectation.ts';
import { ANY_CASE, findFiles } from '../../formats/files/find-files.ts';
import type { ExpectingFlow, FoundArrival } from '../../triggers/arrivals/arrival-watch.ts';
import type { ExpectedTime } from '../../triggers/arrivals/expected-days.ts';
import type { Parts } from '../parts.ts';
import { absolutePath } from '../workspace/workspace-folders.ts';

type FinderParts = Pick<Parts, 'store' | 'folders' | 'connections'>;
type Candidate = Omit<FoundArrival, 'rows' | 'runId'>;

/** A file up to this size is read to tell whether it came before. */
const MOST_HASHED = 256 * 1024 * 1024;
/** Runs that are asked whether they have read the file. */
const MOST_RUNS = 20;
/** A placeholder that says the day. */
const DATED = /\{(date|time)/;

/** Path or pattern of the file that is expected at a time. */
export function arrivalPath(parts: FinderParts, flow: ExpectingFlow, expectation: Expectation, time: ExpectedTime): string {
  const record = parts.store.flows.find(flow.flowId);
  const version = record?.liveVersion;
  const parameters = version ? parts.store.flows.document(flow.flowId, version).parameters : [];
  return fillTemplate(
    expectation.path,
    {
      startedAt: time.nameAt,
      zone: flow.days.zone,
      runId: '',
      flowName: flow.flowName,
      parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
    },
    'paths',
  );
}

/**
 * The file that fits a path or pattern: where it lies, or, when a run has read it and taken it away, as that run saw it. Where the name does not say the day it
 * has to be newer than `since`. Null when there is none.
 */
export async function findArrival(
  parts: FinderParts,
  flow: ExpectingFlow,
  expectation: Expectation,
  path: string,
  since: number,
  signal: AbortSignal,
): Promise<FoundArrival | null> {
  const dated = DATED.test(expectation.path);
  const fits = (file: Pick<Candidate, 'modifiedAt'>) => dated || file.modifiedAt > since;
  const read = readByRun(parts, flow.flowId, path, since, fits);
  const there =
    expectation.connection === ''
      ? localFile(parts, flow.flowId, path, fits)
      : await remoteFile(parts, flow.flowId, expectation.connection, path, fits, signal);
  if (!there) return read;
  if (read && read.file === there.file && read.bytes === there.bytes) return { ...read, hash: read.hash ?? (await hashOf(there.path, there.bytes, signal)) };
  const { path: local, ...facts } = there;
  return { ...facts, hash: await hashOf(local, there.bytes, signal), rows: null, runId: null };
}

/** `path` is null where the file is not on this machine. */
type Placed = Candidate & { path: string | null };

function localFile({ folders }: FinderParts, flowId: string, path: string, fits: (file: Candidate) => boolean): Placed | null {
  try {
    const files = findFiles(absolutePath(folders.flow(flowId), path), 'all').map((file) => ({
      file: basename(file.path),
      path: file.path,
      bytes: file.bytes,
      modifiedAt: Math.floor(file.modifiedAt),
      hash: null,
    }));
    return newest(files.filter(fits));
  } catch (error) {
    // A folder that is not there yet holds no file.
    if (error instanceof UserError && ['no-file-matches', 'folder-not-found', 'file-not-found'].includes(error.code)) return null;
    throw error;
  }
}

async function remoteFile(
  parts: FinderParts,
  flowId: string,
  id: string,
  path: string,
  fits: (file: Candidate) => boolean,
  signal: AbortSignal,
): Promise<Placed | null> {
  const at = path.lastIndexOf('/');
  const [folder, pattern] = [path.slice(0, Math.max(0, at)) || (at === 0 ? '/' : '.'), path.slice(at + 1)];
  const borrowed = await parts.connections.open(id, 'files', { signal, environment: parts.store.flows.find(flowId)?.liveEnvironment ?? 'production' });
  try {
    const files = await borrowed.use.list(folder, signal);
    const fitting = files.filter((file: PlacedFile) => file.kind === 'file' && fitsPattern(file.name, pattern, false));
    return newest(
      fitting.map(({ name, bytes, modifiedAt }) => ({ file: name, path: null, bytes, modifiedAt: Math.floor(modifiedAt), hash: null })).filter(fits),
    );
  } catch (error) {
    if (error instanceof UserError && error.code === 'folder-not-found') return null;
    throw error;
  } finally {
    await borrowed.close();
  }
}

const newest = <T extends Candidate>(files: readonly T[]): T | null =>
  files.reduce<T | null>((best, file) => (best === null || file.modifiedAt >= best.modifiedAt ? file : best), null);

/** What runs since then say of a file of that name: how many records it had, and what was in it. */
function readByRun({ store }: FinderParts, flowId: string, path: string, since: number, fits: (file: Candidate) => boolean): FoundArrival | null {
  const pattern = basename(path);
  for (const run of store.runList.page({ flowId, from: since, limit: MOST_RUNS }).runs) {
    if (run.mode !== 'run') continue;
    for (const { nodeId, json } of store.steps.notes(run.runId, 'readings')) {
      const readings = (JSON.parse(json) as SourceReading[]).filter(({ skipped }) => skipped === undefined);
      const reading = readings.find(({ name }) => fitsPattern(basename(name), pattern, ANY_CASE));
      if (!reading) continue;
      const found = { file: basename(reading.name), bytes: reading.bytes ?? 0, modifiedAt: reading.modifiedAt ?? run.queuedAt, hash: reading.hash ?? null };
      const step = store.steps.of(run.runId).find((one) => one.nodeId === nodeId);
      // Records of several files are counted together: then nobody knows how many this one had. A source that failed has not read all.
      const rows = readings.length === 1 && step && step.status !== 'failed' && step.status !== 'cancelled' ? step.counts.in : null;
      if (fits(found)) return { ...found, rows, runId: run.runId };
    }
  }
  return null;
}

async function hashOf(path: string | null, bytes: number, signal: AbortSignal): Promise<string | null> {
  if (path === null || bytes === 0 || bytes > MOST_HASHED) return null;
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
  } catch {
    // It was taken away or is not to be read: what it holds is then told by the run that reads it.
    signal.throwIfAborted();
    return null;
  }
  return hash.digest('hex');
}
