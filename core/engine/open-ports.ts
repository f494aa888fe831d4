import type { PlanInput } from './plan/plan.ts';

/** Input ports of a step at work: which links into them are open, which are read first, and which have been flushed. */
export class OpenPorts {
  readonly #inputs: ReadonlyMap<string, PlanInput>;
  readonly #links = new Map<string, number>();
  readonly #flushed = new Set<string>();
  #firstOpen: number;

  constructor(inputs: readonly PlanInput[]) {
    this.#inputs = new Map(inputs.map((input) => [input.port, input]));
    for (const input of inputs) this.#links.set(input.port, Math.max(1, input.links.length));
    this.#firstOpen = inputs.filter((input) => input.first).length;
  }

  /** Whether records of the port may be worked on now: it is read first itself, or what is read first has ended. */
  isOpen(port: string): boolean {
    return this.#firstOpen === 0 || this.#inputs.get(port)?.first === true;
  }

  /** Whether records of the port only serve to look others up. */
  isReference(port: string): boolean {
    return this.#inputs.get(port)?.reference === true;
  }

  /** Notes that a link into the port has ended, and says whether the port is to be flushed now. */
  linkEnded(port: string): boolean {
    this.#links.set(port, (this.#links.get(port) ?? 0) - 1);
    return this.hasEnded(port) && this.isOpen(port);
  }

  /** Whether no link into the port is open any more. */
  hasEnded(port: string): boolean {
    return (this.#links.get(port) ?? 0) <= 0;
  }

  /** Notes that a port was flushed. */
  flushed(port: string): void {
    this.#flushed.add(port);
  }

  /** The ports whose records may be worked on now that this one was flushed: all others, where it was the last of those that are read first. */
  openedBy(port: string): readonly string[] {
    const inputs = [...this.#inputs.values()];
    if (this.#inputs.get(port)?.first !== true || --this.#firstOpen > 0) return [];
    return inputs.flatMap((input) => (input.first ? [] : [input.port]));
  }

  /** Whether all ports have been flushed. */
  get ended(): boolean {
    return this.#flushed.size === this.#inputs.size;
  }
}
