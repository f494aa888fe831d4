import { UserError } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import { textAt } from '../../data/column-value.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import { withPartners } from '../plan/partners.ts';
import type { ReplayChoice, ReplayKeys } from '../run-job.ts';
import type { StepAtWork } from '../step-at-work.ts';

/** The ordinals a replay takes of a source; null for all. Records that a person wrote by hand (`without`) are not read. */
export function chosenOf(choice: ReplayChoice | undefined, nodeId: string, without?: ReadonlySet<number>): ReadonlySet<number> | null {
  if (!choice?.ordinals) return null;
  const chosen = new Set(choice.ordinals[nodeId] ?? []);
  for (const ordinal of without ?? []) chosen.delete(ordinal);
  return chosen;
}

/** The records of a batch that a replay takes; sources that `choiceOf` gives null for are taken whole. */
export function takeChosen(batch: Batch, choiceOf: (source: number) => ReadonlySet<number> | null): Batch {
  return taken(batch, (row) => choiceOf(sourceAt(batch, row))?.has(ordinalAt(batch, row)) ?? true);
}

/** The batch with the marks of what a replay reads along: all but what it takes, as `takeChosen` says. */
export function markChosen(batch: Batch, choiceOf: (source: number) => ReadonlySet<number> | null): Batch {
  return withPartners(batch, (row) => choiceOf(sourceAt(batch, row))?.has(ordinalAt(batch, row)) ?? true);
}

/** A batch of a source without the records that a person wrote by hand instead. */
export function withoutThose(batch: Batch, written: ReadonlySet<number> | undefined): Batch {
  return written && written.size > 0 ? taken(batch, (row) => !written.has(ordinalAt(batch, row))) : batch;
}

/** The records of a batch for which `isWanted` (by physical row) says yes. */
function taken(batch: Batch, isWanted: (row: number) => boolean): Batch {
  const selection = new Int32Array(batch.count);
  let count = 0;
  for (let at = 0; at < batch.count; at++) {
    const row = batch.selection[at] as number;
    if (isWanted(row)) selection[count++] = row;
  }
  return count === batch.count ? batch : { ...batch, selection: selection.subarray(0, count), count };
}

/** Takes the records with certain keys, and remembers which keys were met. Blanks around a key do not count. */
export class KeyChoice {
  readonly #fields: readonly string[];
  readonly #wanted: ReadonlyMap<string, readonly string[]>;
  readonly #met = new Set<string>();
  readonly #allowMissing: boolean;
  readonly #secret: boolean;

  /** `secret`: the keys are personal, so no message may name them. */
  constructor({ fields, values, allowMissing }: ReplayKeys, secret: boolean) {
    this.#secret = secret;
    this.#fields = fields;
    this.#wanted = new Map(values.map((key) => [keyText(key), key]));
    this.#allowMissing = allowMissing;
  }

  /** The records with these keys. */
  take(batch: Batch): Batch {
    return batch.count === 0 ? batch : taken(batch, this.#matcher(batch));
  }

  /** All records, those without these keys marked as read along. */
  mark(batch: Batch): Batch {
    return batch.count === 0 ? batch : withPartners(batch, this.#matcher(batch));
  }

  #matcher(batch: Batch): (row: number) => boolean {
    const columns = this.#fields.map((field) => {
      const column = batch.columns[batch.names.indexOf(field)];
      if (column) return column;
      throw new UserError('field-missing', `The records that are looked through have no field "${field}".`, {
        hint: `They have: ${batch.names.slice(0, 12).join(', ')}.`,
      });
    });
    return (row) => {
      const key = keyText(columns.map((column) => textAt(column, row)));
      if (!this.#wanted.has(key)) return false;
      this.#met.add(key);
      return true;
    };
  }

  /** Throws a `UserError` when a key was not found, so that nothing is written that looks like all that was asked for. */
  check(): void {
    const missing = [...this.#wanted].filter(([key]) => !this.#met.has(key)).map(([, key]) => key.join(' / '));
    if (missing.length === 0 || (this.#allowMissing && this.#met.size > 0)) return;
    const named = this.#secret ? '' : `: ${missing.slice(0, 10).join(', ')}${missing.length > 10 ? ' and more' : ''}`;
    throw new UserError(
      'keys-not-found',
      missing.length === this.#wanted.size ? `None of the keys was found${named}.` : `${missing.length} of ${this.#wanted.size} keys were not found${named}.`,
      { hint: 'Check how they are written, or allow keys that are not found. Nothing was written.' },
    );
  }
}

function keyText(parts: readonly string[]): string {
  return JSON.stringify(parts.map((part) => part.trim()));
}

/** What a step tells, without what a source that is read again says of records this replay does not take. */
export function chosenOnly(
  step: StepAtWork,
  choice: ReplayChoice | undefined,
  without?: ReadonlySet<number>,
): Pick<StepAtWork, 'drop' | 'fannedOut' | 'combined'> & { rejects: Pick<StepAtWork['rejects'], 'reject' | 'rejectText'> } {
  const isRead = step.plan.role === 'source' && step.plan.branch !== 'reference';
  const chosen = isRead ? chosenOf(choice, step.plan.nodeId, without) : null;
  const drop = step.drop.bind(step);
  const fannedOut = step.fannedOut.bind(step);
  const combined = step.combined.bind(step);
  if (isRead && choice?.keys) {
    // What a source could not read has no key that anyone could have asked for.
    return { drop, fannedOut, combined, rejects: { reject: () => undefined, rejectText: () => undefined } };
  }
  if (!chosen) return { rejects: step.rejects, drop, fannedOut, combined };
  return {
    drop,
    fannedOut,
    combined,
    rejects: {
      reject: (batch, row, reason) => (chosen.has(ordinalAt(batch, row)) ? step.rejects.reject(batch, row, reason) : undefined),
      rejectText: (text, ordinal, place, reason) => (chosen.has(ordinal) ? step.rejects.rejectText(text, ordinal, place, reason) : undefined),
    },
  };
}
