import type { Plan, PlanLink } from './plan/plan.ts';
import type { StepAtWork } from './step-at-work.ts';

/** Thrown through a source that need not read on, once what it gave has been worked on; `Reading` takes it back. */
export class EnoughRead extends Error {}

/**
 * Who still needs records. A step says that it has enough on an input (`context.enough`): whatever else comes there would only be counted as filtered. A
 * step that passes records on as they come (`splits`) needs none where nobody behind it does. Targets need everything.
 */
export class ReadingNeeds {
  readonly #plan: Plan;
  readonly #stepAt: (index: number) => StepAtWork;
  readonly #enough = new Set<string>();
  /** Sources (step indexes) that were not read to their end. */
  readonly endedEarly = new Set<number>();

  constructor(plan: Plan, stepAt: (index: number) => StepAtWork) {
    this.#plan = plan;
    this.#stepAt = stepAt;
  }

  enough(step: number, port: string): void {
    this.#enough.add(`${step} ${port}`);
  }

  /** Whether every step behind a source has what it needs; never while nobody has said so. */
  allServed(source: number): boolean {
    return this.#enough.size > 0 && this.#behind(source);
  }

  #behind(step: number): boolean {
    const links = this.#plan.links.filter((link) => link.from === step);
    return links.length > 0 && links.every((link) => this.#served(link));
  }

  #served({ to, toPort }: PlanLink): boolean {
    if (this.#enough.has(`${to} ${toPort}`)) return true;
    const step = this.#stepAt(to);
    return step.plan.role === 'transform' && step.taker?.splits.has(toPort) === true && this.#behind(to);
  }
}
