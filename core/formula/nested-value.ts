import type { Value } from '../base/value.ts';
import type { PathStep } from './field-path.ts';
import type { Computed } from './library/computed.ts';

/** Follows a path into a nested value. What is not there is null; a name applied to a list gives the list of that member of each item. */
export function nestedValue(value: Value, steps: readonly PathStep[]): Computed {
  let current: Value | undefined = value;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] ?? 0;
    if (current === null || typeof current !== 'object') return null;
    if (Array.isArray(current)) {
      if (typeof step === 'string') {
        const rest = steps.slice(i);
        return (current as readonly Value[]).map((item) => nestedValue(item, rest) as Value);
      }
      current = (current as readonly Value[])[step];
    } else current = Object.hasOwn(current, step) ? (current as { readonly [key: string]: Value })[step] : null;
    if (current === undefined) return null;
  }
  return current;
}
