import type { Clock } from '../base/clock.ts';
import type { Place } from '../base/errors.ts';
import type { Redactor } from '../base/redact.ts';
import type { Batch } from '../data/batch.ts';
import type { OriginFates } from './accounts/fates.ts';
import type { Reporter } from './accounts/reporter.ts';
import type { Cancel } from './cancel.ts';
import type { HeldPort } from './held-port.ts';
import type { RunMasks } from './masks/run-masks.ts';
import type { PlanStep } from './plan/plan.ts';
import type { RejectedOrigins } from './rejects/rejected-origins.ts';
import type { Witness } from './threads/run-limits.ts';

/** What the steps of a run share: how they reach one another, and where they tell what happens. */
export interface RunAtWork {
  readonly runId: string;
  /** How many of the first records of a port are kept as its sample. */
  readonly sampleFirst: number;
  readonly clock: Clock;
  readonly reporter: Reporter;
  readonly cancel: Cancel;
  /** Folder for what does not fit in memory. */
  readonly spillFolder: string;
  /** Null where sums tell every record's fate. */
  readonly fates: OriginFates | null;
  /** Every source record that was rejected so far. */
  readonly rejected: RejectedOrigins;
  /** Makes personal fields unreadable in what is kept; null where the flow has none. */
  readonly masks: RunMasks | null;
  /** Takes the secrets of the run's connections out of what steps say. */
  readonly redactor: Redactor;
  /** True once a step has failed or somebody cancelled: what steps throw from now on is only an echo. */
  readonly stopped: boolean;
  /** Throws when the run was stopped; sends progress when it is due. Called between batches. */
  checkpoint(): void;
  /** Throws when the run as a whole has rejected more than it may. */
  checkRejects(): void;
  /** Ends the run because of an error in a step. True for the first one, which is the run's own. */
  fail(error: unknown, nodeId: string): boolean;
  /** What the step with this index has in hand, in the words of the run; nothing when another one is at work. */
  witness(step: number): Witness;
  /** Hands a batch to the step at the end of a link. */
  deliver(link: number, batch: Batch): void | Promise<void>;
  endLink(link: number): Promise<void>;
  /** Node id of a source by its index in origins. */
  sourceId(index: number): string;
  /** Where a source record stood, if its source can tell. */
  locate(source: number, ordinal: number): Place | null;
  /** A place on disk for records that came too early. */
  holdPort(step: PlanStep, port: string): HeldPort;
}
