import { fromErrorReport, SwivelError, toErrorReport } from '../../base/errors.ts';
import type { Redactor } from '../../base/redact.ts';

/** An error without secrets; `code` and class stay. What is not one of ours becomes the defect that its report says. */
export function redactedError(error: unknown, redactor: Redactor): unknown {
  const report = toErrorReport(error);
  const redacted = redactor.report(report);
  // An untouched one keeps its cause; a touched one must not, for that has the same words.
  return error instanceof SwivelError && JSON.stringify(redacted) === JSON.stringify(report) && error.cause === undefined ? error : fromErrorReport(redacted);
}

/**
 * The same thing, but that every error it throws or rejects with, and those of what it gives (a stream, a writer), has lost the secrets. Plain data, lists and
 * bytes are given as they are.
 */
export function redactedUse<T>(thing: T, redactor: Redactor): T {
  if (!hasMethods(thing)) return thing;
  const wrapped = new Map<PropertyKey, unknown>();
  // A target of its own: a frozen thing would not have its methods replaced.
  return new Proxy(Object.create(null) as T & object, {
    has: (_, key) => Reflect.has(thing, key),
    get(_, key) {
      const value: unknown = Reflect.get(thing, key, thing);
      if (typeof value !== 'function') return value;
      const known = wrapped.get(key);
      if (known) return known;
      const call = (...args: unknown[]): unknown => {
        try {
          const given: unknown = Reflect.apply(value, thing, args);
          if (!(given instanceof Promise)) return redactedUse(given, redactor);
          return given.then(
            (result: unknown) => redactedUse(result, redactor),
            (error: unknown) => {
              throw redactedError(error, redactor);
            },
          );
        } catch (error) {
          throw redactedError(error, redactor);
        }
      };
      wrapped.set(key, call);
      return call;
    },
  });
}

function hasMethods(thing: unknown): thing is object {
  if (typeof thing !== 'object' || thing === null || Array.isArray(thing) || ArrayBuffer.isView(thing)) return false;
  const prototype: unknown = Object.getPrototypeOf(thing);
  if (prototype === Object.prototype || prototype === null) return Object.values(thing).some((value) => typeof value === 'function');
  return !(thing instanceof Date || thing instanceof Map || thing instanceof Set || thing instanceof ArrayBuffer);
}
