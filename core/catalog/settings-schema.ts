import * as z from 'zod';

/** The schema of settings with these keys, made when it is first asked for and then kept: a program knows many kinds of steps, and a run uses few of them. */
export function settingsSchema<S extends z.ZodRawShape>(keys: () => S): () => z.ZodObject<S> {
  let made: z.ZodObject<S> | undefined;
  return () => {
    made ??= z.object(keys());
    return made;
  };
}

/** What such a schema parses to. */
export type SettingsOf<T extends () => z.ZodType> = z.infer<ReturnType<T>>;

/** A kind with the schema of its settings and their defaults, neither of which is made before it is asked for. */
export function withSettings<C, T extends object>(said: T, config: () => z.ZodType<C>): T & { readonly config: z.ZodType<C>; readonly defaults: C } {
  let defaults: C | undefined;
  return {
    ...said,
    get config() {
      return config();
    },
    get defaults() {
      defaults ??= config().parse({});
      return defaults;
    },
  };
}
