import { mkdirSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, normalize } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { Field } from '../base/field.ts';
import type { Happening } from '../base/happening.ts';
import { sourceAt } from '../data/origin.ts';
import type { Cancel } from './cancel.ts';
import type { SourcePosition, StepContext, StepState } from './node-door.ts';
import { isPartner, withClaimed } from './plan/partners.ts';
import type { PlanStep } from './plan/plan.ts';
import { seededRandom } from './seeded-random.ts';
import type { StepAtWork } from './step-at-work.ts';
import type { StepConnections } from './step-connections.ts';
import type { StepLog } from './step-log.ts';

/** What the contexts of all steps of a run have in common. */
export interface ContextFacts {
  readonly runId: string;
  /** Run whose chance comes again in this one. */
  readonly seed?: string | undefined;
  readonly flowName: string;
  readonly mode: StepContext['mode'];
  readonly startedAt: number;
  readonly zone: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly flowFolder: string;
  readonly spillFolder: string;
  readonly memoryPerStep: number;
  readonly memoryForKeys?: number;
  readonly partial: boolean;
  readonly limit: number;
  readonly clock: Clock;
  readonly cancel: Cancel;
  readonly connections: StepConnections;
  readonly happening: Happening | null;
  /** Name of a step by its index. */
  sourceName(index: number): string;
  /** Fields arriving at a port of a step, by what the sources have shown until now. */
  fieldsArriving(nodeId: string, port: string): readonly Field[] | null;
}

/** What differs from step to step. */
export interface ContextParts {
  readonly step: PlanStep;
  /** Takes what the step tells. */
  readonly at: Pick<StepAtWork, 'drop' | 'fannedOut' | 'combined'> & { rejects: Pick<StepAtWork['rejects'], 'reject' | 'rejectText'> };
  readonly log: StepLog;
  readonly state: StepState;
  /** Hears of every half product the step is going to write; resolves when it will not be forgotten. */
  readonly partFile: (part: string, path: string, shared: boolean) => Promise<void>;
  /** Hears that a step needs no more records at an input. */
  readonly enough: (port: string) => void;
  readonly isSample: (port: string) => boolean;
  readonly rejectedBefore: (port: string) => number;
  readonly checked: StepContext['checked'];
  /** Makes a call outside as often as the step is set to. */
  readonly tryAgain: StepContext['tryAgain'];
  /** What a source is to read again. */
  readonly again: SourcePosition | null;
}

/** Makes the context of one step: all that the step may reach. */
export function createStepContext(
  facts: ContextFacts,
  { step, at, log, state, partFile, enough, isSample, rejectedBefore, checked, tryAgain, again }: ContextParts,
): StepContext {
  const listening = new Set(step.outputs.filter((output) => output.links.length > 0).map((output) => output.port));
  const spillFolder = join(facts.spillFolder, `${step.index}-${step.kind}`);
  let spilled = false;
  return {
    runId: facts.runId,
    flowName: facts.flowName,
    nodeId: step.nodeId,
    nodeName: step.name,
    index: step.index,
    sourceName: (source) => facts.sourceName(source),
    mode: facts.mode,
    limit: facts.limit,
    clock: facts.clock,
    startedAt: facts.startedAt,
    zone: facts.zone,
    random: seededRandom(`${facts.seed ?? facts.runId} ${step.nodeId}`),
    signal: facts.cancel.signal,
    parameters: facts.parameters,
    resolvePath: (path) => (isAbsolute(path) ? normalize(path) : join(facts.flowFolder, path)),
    arriving: step.arriving,
    fieldsArriving: (port) => facts.fieldsArriving(step.nodeId, port),
    connected: (port) => listening.has(port),
    enough,
    isSample,
    rejectedBefore,
    reject: (batch, row, reason) => at.rejects.reject(batch, row, reason),
    rejectRaw: (text, ordinal, place, reason) => at.rejects.rejectText(text, ordinal, place, reason),
    filtered: (batch, rows, count) => at.drop('filtered', batch, rows, count),
    duplicates: (batch, rows, count) => at.drop('duplicates', batch, rows, count),
    fannedOut: (extra) => at.fannedOut(extra),
    combined: (members, leaders, count) => at.combined(members, leaders, count),
    notice: (notice) => log.notice(notice),
    checked,
    partial: facts.partial,
    async partFile(path, shared = false) {
      const part = partFileName(path, facts.runId);
      await partFile(part, path, shared);
      return part;
    },
    log: (text) => log.log(text),
    spill: {
      memoryBudget: facts.memoryPerStep,
      ...(facts.memoryForKeys === undefined ? {} : { keyBudget: facts.memoryForKeys }),
      folder() {
        if (!spilled) mkdirSync(spillFolder, { recursive: true });
        spilled = true;
        return spillFolder;
      },
    },
    state,
    connection: (family, id) => facts.connections.use(family, id),
    tryAgain,
    happening: facts.happening,
    again,
    ...(step.partners ? { partners: { isPartner: (batch, row) => isPartner(sourceAt(batch, row)), claimed: withClaimed } } : {}),
  };
}

/** Name of the half product of a file, beside it: hidden, and with the run's id so that leftovers can be told from others' files. */
export function partFileName(path: string, runId: string): string {
  return join(dirname(path), `.${basename(path)}.${runId}.part`);
}
