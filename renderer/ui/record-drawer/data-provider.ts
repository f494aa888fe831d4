import type { ErrorReport } from '../../../core/base/errors.ts';
import type { RecordOrigin, Sample } from '../../../core/base/sample.ts';
import type { Value } from '../../../core/base/value.ts';

/** A value in full. `cut`: even this is not all of it. */
export interface WholeValue {
  value: Value;
  cut: boolean;
}

/** What was seen at one port. */
export interface PortSample {
  port: string;
  label: string;
  sample: Sample;
  /** Where all of it is kept; absent where only the sample is. */
  more?: MoreRecords;
}

/** All records of a place, of which a sample shows the first. Answers are null when they are not kept any more. */
export interface MoreRecords {
  total: number;
  /** Absent where single values are kept in full, but not all records. */
  rows?(from: number, count: number): Promise<Pick<Sample, 'fields' | 'rows' | 'origins'> | null>;
  /**
   * One value in full: of the record at this position, else of one of this origin. `shown` is what the sample holds of it. `cut`: even this is not all of it.
   */
  value(field: string, at: number | null, origin: RecordOrigin, shown: Value): Promise<WholeValue | null>;
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

/** A finished run, in words that tell it from others. */
export interface EarlierRun {
  runId: string;
  words: string;
  succeeded: boolean;
}

/** What earlier runs kept of the data. */
export interface EarlierRuns {
  /** Newest first. */
  list(): Promise<readonly EarlierRun[]>;
  /** What such a run kept of a step, or the sentence that says why there is nothing. */
  view(runId: string, nodeId: string): Promise<StepView | string>;
  /** Fields that tell records apart, the likeliest first. */
  keys: readonly string[];
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
  /** Earlier runs that what is shown can be compared with; absent where there can be none. */
  earlier?: EarlierRuns;
  /** The whole way of one record, where more than the samples is known. `again`: worked out anew, where that was offered. */
  follow?(origin: RecordOrigin, again?: boolean): Promise<FollowedWay>;
  /** Finds records beyond the samples. */
  search?: RecordSearch;
  /** Hears the way of the record that is followed; null when none is any more. */
  onFollowed?(steps: readonly FollowedStep[] | null): void;
}

/** The way of a record, with sentences that say what is not on record of it. */
export interface FollowedWay {
  steps: FollowedStep[];
  notes: readonly string[];
  /** It can be worked out again what the steps make of it. */
  canRetrace?: boolean;
}

/** A source record that was found by one of its values. */
export interface RecordHit {
  origin: RecordOrigin;
  /** Step, field and value it was found by first. */
  step: string;
  field: string;
  value: string;
}

/** A search beyond the samples that are here. */
export interface RecordSearch {
  /** It is quick: done while the words are typed, else when it is asked for. */
  whileTyping: boolean;
  /** Tells what it finds and how far it is (0 to 1); answers with the sentences that say where it looked. */
  run(
    asked: { words: string; field?: string },
    found: (hits: readonly RecordHit[]) => void,
    progress: (part: number) => void,
    signal: AbortSignal,
  ): Promise<readonly string[]>;
}

/** A record that is to be followed, or looked for. */
export interface FollowWish {
  origin?: RecordOrigin;
  words?: string;
  field?: string;
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
  /** Fetches a value whole that is cut here; null where it is all here, or no more of it is kept. */
  full?: ((field: string, value: Value) => (() => Promise<WholeValue | null>) | null) | undefined;
  /** How it is known; from what was kept when absent. */
  from?: 'kept' | 'input' | 'again' | undefined;
  reason?: { message: string; field?: string | undefined; value?: string | undefined; hint?: string | undefined } | undefined;
}
