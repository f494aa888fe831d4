import * as z from 'zod';

/** For which of its surroundings a workspace works: the real one, or one to try things in. A connection has settings and secrets for each. */
export const environmentSchema = z.enum(['production', 'test']);
/** For which of its surroundings a workspace works. */
export type Environment = z.infer<typeof environmentSchema>;

/** All of them, in the order in which they are offered. */
export const ENVIRONMENTS = environmentSchema.options;
