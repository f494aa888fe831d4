import type { Environment } from '../../base/environment.ts';
import type { Happening } from '../../base/happening.ts';
import type { RunCause, RunMode } from '../../base/run-facts.ts';
import type { RunJob } from '../../engine/run-job.ts';
import type { RunOutcome } from '../../engine/threads/messages.ts';
import type { Flow, Problem } from '../../flow/flow.ts';
import { serialiseFlow } from '../../flow/serialise.ts';
import type { NewRun } from '../../store/run-record.ts';

/** A run as it is asked for. */
export interface RunOrder {
  flow: Flow;
  /** The saved version `flow` is; 0 when it is no saved version: then the document is kept with the run. */
  flowVersion: number;
  mode: RunMode;
  cause: RunCause;
  /** Whose settings of connections it uses; absent: those of production. */
  environment?: Environment;
  /** Under which its steps remember things from run to run; absent: under the flow's id. */
  memoryId?: string;
  /** Parameters as set, already complete. */
  parameters: Readonly<Record<string, string>>;
  /** Folder relative paths start at. */
  folder: string;
  note?: string;
  /** What was found doubtful in the flow; absent: nobody has looked. */
  problems?: readonly Problem[];
  /** What made a trigger start this run. */
  happening?: Happening;
  replay?: { of: string; request: string; choice: NonNullable<RunJob['replay']>; effects?: NonNullable<RunJob['effects']> };
  keyFields: readonly string[];
  /** Called in the transaction that writes the end of the run. */
  ended?(outcome: RunOutcome, runId: string): void;
}

/** What is written of a run before it begins. */
export function newRun({
  flow,
  flowVersion,
  folder,
  mode,
  cause,
  environment = 'production',
  parameters,
  replay,
  note,
}: RunOrder): Omit<NewRun, 'runId' | 'queuedAt'> {
  return {
    flowId: flow.id,
    flowName: flow.name,
    flowVersion,
    ...(flowVersion === 0 ? { document: serialiseFlow(flow), folder } : {}),
    mode,
    cause,
    environment,
    parameters,
    ...(replay ? { replayOf: replay.of, replay: replay.request } : {}),
    ...(note === undefined ? {} : { note }),
  };
}
