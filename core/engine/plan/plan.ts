import type { ArrivingFields, Effects, FanOut } from '../../catalog/node-spec.ts';
import type { RejectPolicy, RetryPolicy, UnknownEffects } from '../../flow/flow.ts';
import type { ReplayChoice } from '../run-job.ts';
import type { SkippedNode } from '../threads/messages.ts';

/** What a plan is made for. */
export type PlanMode = { kind: 'run' } | { kind: 'rehearsal' } | { kind: 'replay'; choice: ReplayChoice };

/**
 * Which account a step's records are kept in for the run's law. `data`: the records being moved; `reject`: only records that were rejected before;
 * `reference`: only records to look others up in; `mixed`: told apart record by record.
 */
export type Branch = 'data' | 'reject' | 'reference' | 'mixed';

/** An input port of a step in use. */
export interface PlanInput {
  readonly port: string;
  /** Indexes into the plan's links, in the order they deliver. */
  readonly links: readonly number[];
  /** Read to its end before the others deliver. */
  readonly first: boolean;
  /** Its records are only looked at, not moved: they stand outside the run's law. */
  readonly reference: boolean;
  /** Batches may come here before the `first` ports have ended: they wait on disk until then. */
  readonly held: boolean;
}

/** An output port of a step. */
export interface PlanOutput {
  readonly port: string;
  readonly carries: 'data' | 'reject';
  /** Indexes into the plan's links. A reject port without any leads to the dead letters. */
  readonly links: readonly number[];
}

/** Where a source step's records come from. */
export type PlanReading = 'outside' | 'capture';

/** A node at work in this run. */
export interface PlanStep {
  /** Position in plan order, and the `source` in the origins of a source's records. */
  readonly index: number;
  readonly nodeId: string;
  readonly name: string;
  readonly kind: string;
  readonly role: 'source' | 'transform' | 'target';
  /** Parsed, and migrated to the kind's present version. */
  readonly config: unknown;
  readonly effects: Effects;
  readonly fanOut: FanOut;
  readonly inputs: readonly PlanInput[];
  readonly outputs: readonly PlanOutput[];
  readonly arriving: ArrivingFields;
  readonly branch: Branch;
  /** Only for sources. */
  readonly reading: PlanReading;
  /** In a replay of a few records: it gets the others too, since a step needs them. They are not counted and never reach a target. */
  readonly partners?: true;
  /** It is one of the steps for whose sake they come: its result depends on them. */
  readonly gathers?: true;
  readonly rejects: RejectPolicy | null;
  readonly retry: RetryPolicy | null;
  /** Longest time at one thing without a sign of life, ms; absent: none. */
  readonly timeoutMs?: number;
  /** What becomes of writes that nobody can tell whether they happened, where they cannot be repeated safely. */
  readonly unknownEffects: UnknownEffects;
  /** What is kept of its data for replays: what it emits (sources), what arrives (every step). */
  readonly capture: { readonly output: boolean; readonly inputs: boolean };
}

/** An edge that carries records. */
export interface PlanLink {
  readonly index: number;
  readonly edgeId: string;
  readonly from: number;
  readonly fromPort: string;
  readonly to: number;
  readonly toPort: string;
  /** Records that are only read along pass here; see `PlanStep.partners`. */
  readonly partners?: true;
}

/** An input port that is fed from a capture instead of by the steps before it (a replay from the middle). */
export interface PlanFeed {
  readonly to: number;
  readonly toPort: string;
}

/** All decisions of a run before it starts, as data. Printed by `printPlan`. */
export interface Plan {
  readonly mode: PlanMode['kind'];
  /** In topological order; the order of the flow's node ids decides between equals. */
  readonly steps: readonly PlanStep[];
  readonly links: readonly PlanLink[];
  /** Sources one after another (step indexes): those that only feed `first` ports come first. */
  readonly readOrder: readonly number[];
  readonly feeds: readonly PlanFeed[];
  /** Targets one after another, once everything has arrived. */
  readonly commitOrder: readonly number[];
  readonly skipped: readonly SkippedNode[];
  readonly notes: readonly string[];
  /** What was found in the flow that does not keep it from running, but that whoever reads of the run should know: settings without effect. */
  readonly doubts: readonly { nodeId: string; code: string; message: string }[];
  /** `counts`: a record has one way to go, so sums suffice. `origins`: a mark per source record decides its fate. */
  readonly fates: 'counts' | 'origins';
  /** Memory for each step that must see everything. */
  readonly memoryPerStep: number;
}
