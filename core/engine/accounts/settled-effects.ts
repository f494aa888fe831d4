import type { OriginRun } from './origin-runs.ts';

/** A group of records of which nobody knows whether it was sent, and that is to be sent again under its key. */
export interface ResentGroup {
  readonly group: string;
  readonly key: string;
  readonly origins: readonly OriginRun[];
}

/** What earlier tries of a run did at one step, and what was decided about what nobody knows. */
export interface SettledEffects {
  /** Records that were sent: they are not sent again. */
  readonly done: readonly OriginRun[];
  /** Records that may have been sent and are to be left at that. */
  readonly skip: readonly OriginRun[];
  readonly resend: readonly ResentGroup[];
  /** What became of the group without a record that a step sends when nothing arrives; one that is to be sent again stands among `resend`. */
  readonly none?: 'done' | 'skip';
  /** The step writes everything at once, nobody knows whether it did, and it is to be left at that: nothing is written now. */
  readonly leaveOut: boolean;
}

/** How the effects of a run are known: by the version of the flow, and by the first run of a series of tries (absent: the run itself). */
export interface EffectScope {
  readonly flowVersion: number;
  readonly firstRun?: string;
  /** By node id. */
  readonly settled: Readonly<Record<string, SettledEffects>>;
}
