import type { DayChanges } from './segment-form.ts';

/** Keys by the day on which they were seen last. */
export class KeysByDay {
  readonly #days = new Map<number, number>();

  get days(): DayChanges {
    return this.#days;
  }

  change(day: number, by: number): void {
    this.#days.set(day, (this.#days.get(day) ?? 0) + by);
  }

  changeAll(changes: DayChanges): void {
    for (const [day, by] of changes) this.change(day, by);
  }

  /** The days of keys that are not forgotten, earliest first, with how many there are. */
  counted({ day: first, cut }: { readonly day: number; readonly cut: number }): [day: number, count: number][] {
    return [...this.#days]
      .filter(([day]) => day >= first)
      .map(([day, count]): [number, number] => [day, day === first ? count - cut : count])
      .sort(([a], [b]) => a - b);
  }

  /** All keys that are not forgotten. */
  total(floor: { readonly day: number; readonly cut: number }): number {
    return this.counted(floor).reduce((sum, [, count]) => sum + count, 0);
  }
}
