import * as z from 'zod';

/** What an alert can be about. */
export const alertKindSchema = z.enum([
  'run-failed',
  'run-interrupted',
  'run-rejects',
  'check-failed',
  'arrival-missing',
  'arrival-late',
  'arrival-empty',
  'arrival-truncated',
  'arrival-repeated',
  'arrival-unusual',
  'trigger-dead',
]);
export type AlertKind = z.infer<typeof alertKindSchema>;

/** All kinds in the order in which they are offered. */
export const ALERT_KINDS: readonly AlertKind[] = alertKindSchema.options;

/**
 * What is known of what happened, for the text of the message. A name that ends in `At` holds an instant (ms since 1970) and is written as a time. Nothing
 * secret, and no values of records.
 *
 * All about runs: `source`, the file that was read. `run-failed`, `run-interrupted`: `message`, `hint`, `step`. `run-rejects`: `rejected`, `read`, `limit`.
 * `check-failed`: `check`, `message`, and `rejected`, `read` where records were rejected too. All about arrivals: `expected` (name or pattern of the file),
 * `called` (what people call it), `place` (the folder), `connection` (its name, where the folder is elsewhere), `zone` (that the due time is meant in); with
 * it `dueAt` (missing, late), `cameAt` (late), `file` (all but missing), `bytes`, `usual` (truncated: "30 to 45 KB"), `earlierAt` (repeated), `message`
 * (unusual). `trigger-dead`: `trigger`, `message`, `lastAt`.
 */
export const alertFactsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type AlertFacts = z.infer<typeof alertFactsSchema>;

/** Something that somebody should know of. */
export interface AlertRaised {
  readonly kind: AlertKind;
  /** The flow it is about; null where it is about none. */
  readonly flowId: string | null;
  readonly flowName: string;
  /** What of the flow, where there are several: the id of an expected arrival, of a check, of a trigger. */
  readonly subject?: string;
  readonly runId?: string;
  readonly facts: AlertFacts;
}

/** That it is over. */
export interface AlertRecovered {
  readonly kinds: readonly AlertKind[];
  readonly flowId: string | null;
  /** As it was raised; absent: whatever the subject was. */
  readonly subject?: string;
  readonly facts?: AlertFacts;
}
