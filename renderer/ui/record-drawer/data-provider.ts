import type { ErrorReport } from '../../../core/base/errors.ts';
import type { RecordOrigin, Sample } from '../../../core/base/sample.ts';
import type { Value } from '../../../core/base/value.ts';

/** What was seen at one port. */
export interface PortSample {
  port: string;
  label: string;
  sample: Sample;
}

/** What a target would do with what reached it, found out without writing. */
export interface WouldDo {
  target: string;
  insert: number;
  update: number;
  delete: number;
  unchanged: number;
  sample: readonly {
    action: 'insert' | 'update' | 'delete' | 'unchanged';
    key: string;
    before: Readonly<Record<string, Value>> | null;
    after: Readonly<Record<string, Value>> | null;
  }[];
  sentence?: string | undefined;
}

/** All that was seen of one step. */
export interface StepView {
  /** A preview writes nothing; a run did what it says. */
  from: 'preview' | 'run';
  /** How the records of a preview were chosen, behind their number; empty or absent for the first ones. */
  sampled?: string;
  before: readonly PortSample[];
  /** Fields that leave under another name than the one they arrived with, by the step's settings: new name, old name. */
  renamed?: ReadonlyMap<string, string>;
  after: readonly PortSample[];
  rejected: Sample | null;
  filtered: Sample | null;
  duplicates: Sample | null;
  /** How many there were in all, also where no sample is kept. */
  counts: { rejected: number; filtered: number; duplicates: number };
  /** Why records are left out at the step, or dropped as duplicates, in a sentence from its settings. */
  leftOutBy?: { filtered?: string; duplicates?: string };
  wouldDo: WouldDo | null;
  /** What the step thought worth telling; of previews only, for the log of a run has its own place. */
  notices?: readonly string[];
  /** Why the step did not get to its end. */
  error: ErrorReport | null;
  /** When it was seen; null when that is not known. */
  takenAt: number | null;
  /** True when the flow was changed since. */
  stale: boolean;
}

export interface DrawerStep {
  nodeId: string;
  name: string;
  role: 'trigger' | 'source' | 'transform' | 'target' | 'unknown';
}

/** Where the drawer takes its data from: the preview of a draft, or what a run kept. */
export interface DataProvider {
  /** All steps that records pass through, in the order of the flow. */
  steps: readonly DrawerStep[];
  /** Null when nothing is known of the step (yet). */
  view(nodeId: string): StepView | null;
  /** Asks for what `view` does not have yet; the provider changes when it has come. */
  request(nodeId: string): void;
  /** True while something that was asked for is on its way. */
  loading: boolean;
  /** What to say, and to offer, where nothing was seen. */
  emptyHint: string;
  /** Why there are no records at the steps behind: where the last look at them ended. */
  stopped?: { report: ErrorReport; action?: { label: string; run(): void } } | undefined;
  emptyAction?: { label: string; shortcut?: string; run(): void };
  /** The whole way of one record, where more than the samples is known. */
  follow?(origin: RecordOrigin): Promise<FollowedStep[]>;
  /** Hears the way of the record that is followed; null when none is any more. */
  onFollowed?(steps: readonly FollowedStep[] | null): void;
}

/** What became of a record at one step. */
export type Fate = 'passed' | 'delivered' | 'would-be-delivered' | 'rejected' | 'filtered' | 'duplicate' | 'unseen';

/** One record at one step. */
export interface FollowedStep {
  nodeId: string;
  name: string;
  fate: Fate;
  fields: readonly { name: string; type: Sample['fields'][number]['type'] }[];
  row: readonly Value[];
  /** Further records that came of the same source record here. */
  more: number;
  reason?: { message: string; field?: string | undefined; value?: string | undefined; hint?: string | undefined } | undefined;
}
