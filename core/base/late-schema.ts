import * as z from 'zod';

/** A schema that is made when something is first read by it: a program knows far more schemas than one run of it uses, and making one takes its time. */
export function lateSchema<T extends z.ZodType>(make: () => T): z.ZodLazy<T> {
  let made: T | undefined;
  return z.lazy(() => {
    made ??= make();
    return made;
  });
}
