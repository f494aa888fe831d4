import { UserError } from '../base/errors.ts';

/** Which fields have arrived at a step, and which of those it names have not: in some batches, or in none at all. */
export class ArrivedFields {
  readonly #seen = new Set<string>();
  readonly #missed = new Set<string>();

  /** Takes note of a batch's fields and of those the step names; gives the named ones that are missing here for the first time. */
  note(arriving: Iterable<string>, named: Iterable<string>): string[] {
    const here = new Set(arriving);
    for (const name of here) this.#seen.add(name);
    const missing = [...new Set(named)].filter((name) => !here.has(name) && !this.#missed.has(name));
    for (const name of missing) this.#missed.add(name);
    return missing;
  }

  /**
   * Throws the UserError `field-never-arrived` when a named field was in no batch: it has another name where it comes from now, and going on as if it
   * were empty would deliver nonsense. To be called when all records have come.
   */
  check(): void {
    const never = [...this.#missed].find((name) => !this.#seen.has(name));
    if (never === undefined) return;
    throw new UserError('field-never-arrived', `None of the records that arrived has a field "${never}".`, {
      place: { field: never },
      hint: `Check whether it has another name where it comes from now. These fields arrived: ${[...this.#seen].slice(0, 12).join(', ')}${this.#seen.size > 12 ? ' …' : ''}.`,
    });
  }
}
