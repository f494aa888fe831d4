import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { OperationalError, type Place, UserError } from '../../base/errors.ts';
import type { Field } from '../../base/field.ts';
import type { Happening } from '../../base/happening.ts';
import type { CheckResult, StepCounts } from '../../base/run-facts.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';
import type { ConnectionFamily, Families } from '../../catalog/families/families.ts';
import type { Batch } from '../../data/batch.ts';
import { valueAt } from '../../data/column-value.ts';
import type { Notice, RecordOrigins, RejectReason, SourcePosition, StepContext } from '../../engine/node-door.ts';

/** What a test may say about the surroundings of a step; everything has a plain default. */
export interface Surroundings {
  mode?: StepContext['mode'];
  limit?: number;
  /** A replay of some of the records. */
  partial?: boolean;
  /** ms since 1970; default 2026-11-20 01:00 UTC. */
  startedAt?: number;
  zone?: string;
  runId?: string;
  flowName?: string;
  /** Index of the step in the plan. */
  index?: number;
  parameters?: Record<string, string>;
  /** Inputs that are only a sample, and records rejected before an input. */
  samples?: readonly string[];
  rejectedBefore?: Record<string, number>;
  /** Folder that relative paths start at; default: the step's private test folder. */
  folder?: string;
  arriving?: Record<string, readonly Field[] | null>;
  connected?: (port: string) => boolean;
  signal?: AbortSignal;
  memoryBudget?: number;
  keyBudget?: number;
  /** State kept from an earlier run of the step: pass the same map again. */
  state?: Map<string, Value>;
  /** Whether a step behind rejects the record afterwards; default: none. Told to a transform when its run has settled. */
  rejectedLater?: (source: number, ordinal: number) => boolean;
  /** Connections by id, open. */
  connections?: Readonly<Record<string, Families[ConnectionFamily]>>;
  happening?: Happening;
  /** How often a call outside is tried; default: once. */
  attempts?: number;
  /** What a source is to read again. */
  again?: SourcePosition | null;
  /** Folder of the state, when it must outlive this run. */
  stateFolder?: string;
}

/** A rejected record as the engine would keep it. */
export interface SeenReject {
  reason: RejectReason;
  record: PlainRecord;
  ordinal: number;
  source: number;
  /** Where the source says the record stands. */
  place: Place | null;
}

/** Everything a step told its context. */
export interface Told {
  rejects: SeenReject[];
  rawRejects: { text: string; ordinal: number; place: Place; reason: RejectReason }[];
  filtered: PlainRecord[];
  duplicates: PlainRecord[];
  /** Members and the leaders they live on in, each as `source:ordinal`. */
  combined: [member: string, leader: string][];
  notices: Notice[];
  checks: CheckResult[];
  /** Inputs the step needs no more of. */
  enough: string[];
  logs: string[];
  counts: StepCounts;
}

/** A context for one step in a test, and all that the step tells it. `close` removes its folders. */
export interface TestContext {
  context: StepContext;
  told: Told;
  /** Set for a source that can tell where its records stand. */
  locate: ((ordinal: number) => Place | null) | null;
  close(): void;
}

/** Makes the context; nothing of it reaches outside its own temporary folder except paths a test gives. */
export function createTestContext(surroundings: Surroundings = {}): TestContext {
  let root: string | null = null;
  const folder = (name: string) => {
    root ??= mkdtempSync(join(tmpdir(), 'step-'));
    return mkdtempSync(join(root, `${name}-`));
  };
  const kept: Record<string, string> = {};
  const state = surroundings.state ?? new Map<string, Value>();
  const startedAt = surroundings.startedAt ?? Date.UTC(2026, 10, 20, 1);
  const told: Told = {
    rejects: [],
    rawRejects: [],
    filtered: [],
    duplicates: [],
    combined: [],
    notices: [],
    checks: [],
    logs: [],
    enough: [],
    counts: { in: 0, out: 0, filtered: 0, duplicates: 0, rejected: 0, fannedOut: 0, used: 0, pending: 0 },
  };
  let seed = 42;
  const begun = performance.now();
  const context: StepContext = {
    runId: surroundings.runId ?? 'run1',
    flowName: surroundings.flowName ?? 'Test flow',
    nodeId: 'node1',
    nodeName: 'Step under test',
    index: surroundings.index ?? 0,
    sourceName: (source) => `Source ${source}`,
    mode: surroundings.mode ?? 'run',
    limit: surroundings.limit ?? Number.POSITIVE_INFINITY,
    clock: {
      now: () => startedAt + Math.floor(performance.now() - begun),
      monotonic: () => performance.now() - begun,
      zone: surroundings.zone ?? 'UTC',
      after: (ms, callback) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    },
    startedAt,
    zone: surroundings.zone ?? 'UTC',
    random: () => {
      seed = (seed * 48271) % 2147483647;
      return (seed - 1) / 2147483646;
    },
    signal: surroundings.signal ?? new AbortController().signal,
    parameters: surroundings.parameters ?? {},
    resolvePath: (path) => {
      if (isAbsolute(path)) return path;
      kept['files'] ??= surroundings.folder ?? folder('files');
      return join(kept['files'], path);
    },
    arriving: surroundings.arriving ?? {},
    fieldsArriving: (port) => surroundings.arriving?.[port] ?? null,
    connected: surroundings.connected ?? (() => true),
    enough: (port) => told.enough.push(port),
    isSample: (port) => surroundings.samples?.includes(port) === true,
    rejectedBefore: (port) => surroundings.rejectedBefore?.[port] ?? 0,
    reject(batch, row, reason) {
      const origin = originAt(batch, row);
      told.rejects.push({ reason, record: recordAt(batch, row), ...origin, place: made.locate?.(origin.ordinal) ?? null });
      told.counts.rejected++;
    },
    rejectRaw(text, ordinal, place, reason) {
      told.rawRejects.push({ text, ordinal, place, reason });
      told.counts.rejected++;
      told.counts.in++;
    },
    filtered(batch, rows, count) {
      for (let i = 0; i < count; i++) told.filtered.push(recordAt(batch, rows[i] as number));
      told.counts.filtered += count;
    },
    duplicates(batch, rows, count) {
      for (let i = 0; i < count; i++) told.duplicates.push(recordAt(batch, rows[i] as number));
      told.counts.duplicates += count;
    },
    fannedOut(extra) {
      told.counts.fannedOut += extra;
    },
    combined(members, leaders, count) {
      const at = (list: RecordOrigins, i: number) => `${list.sources[i]}:${list.ordinals[i]}`;
      for (let i = 0; i < count; i++) told.combined.push([at(members, i), at(leaders, i)]);
    },
    notice: (notice) => told.notices.push(notice),
    checked: (results) => told.checks.push(...results),
    partial: surroundings.partial ?? false,
    partFile: (path) => Promise.resolve(join(dirname(path), `.${basename(path)}.${surroundings.runId ?? 'run1'}.part`)),
    log: (text) => told.logs.push(text),
    spill: {
      folder: () => {
        kept['spill'] ??= folder('spill');
        return kept['spill'];
      },
      memoryBudget: surroundings.memoryBudget ?? 64 * 1024 * 1024,
      ...(surroundings.keyBudget === undefined ? {} : { keyBudget: surroundings.keyBudget }),
    },
    connection: <F extends ConnectionFamily>(_family: F, id: string) => {
      const known = surroundings.connections?.[id];
      if (!known) return Promise.reject(new UserError('connection-gone', `There is no connection "${id}".`));
      return Promise.resolve(known as Families[F]);
    },
    tryAgain: async (attempt) => {
      for (let tried = 1; ; tried++) {
        try {
          return await attempt();
        } catch (error) {
          if (tried >= (surroundings.attempts ?? 1) || !(error instanceof OperationalError) || !error.retryable) throw error;
        }
      }
    },
    happening: surroundings.happening ?? null,
    again: surroundings.again ?? null,
    state: {
      get: (key) => state.get(key),
      set: (key, value) => void state.set(key, value),
      folder: () => {
        kept['state'] ??= surroundings.stateFolder ?? folder('state');
        return kept['state'];
      },
    },
  };
  const made: TestContext = {
    context,
    told,
    locate: null,
    close: () => {
      if (root !== null) rmSync(root, { recursive: true, force: true });
    },
  };
  return made;
}

/** One physical row of a batch as a record. */
export function recordAt(batch: Batch, row: number): PlainRecord {
  const record = createRecord();
  batch.names.forEach((name, column) => {
    const from = batch.columns[column];
    if (from) record[name] = valueAt(from, row);
  });
  return record;
}

/** Source and ordinal of one physical row. */
export function originAt(batch: Batch, row: number): { source: number; ordinal: number } {
  const { source, first, ordinals } = batch.origin;
  return { source: typeof source === 'number' ? source : (source[row] as number), ordinal: ordinals ? (ordinals[row] as number) : first + row };
}
