import * as z from 'zod';
import { arrivalStateSchema, expectationSchema } from '../flow/expectation.ts';

/** One expected file on its day. */
export const arrival = z.object({
  flowId: z.string(),
  flowName: z.string(),
  expectationId: z.string(),
  name: z.string(),
  /** Day of the due time in the zone of the flow. */
  day: z.string(),
  due: z.number(),
  until: z.number(),
  state: arrivalStateSchema,
  said: z.string().nullable(),
  file: z.string().nullable(),
  bytes: z.number().nullable(),
  rows: z.number().nullable(),
  arrivedAt: z.number().nullable(),
  runId: z.string().nullable(),
});
/** One expected file on its day. */
export type Arrival = z.infer<typeof arrival>;

/** Something a flow in service expects, with the times to come. */
export const expected = z.object({
  flowId: z.string(),
  flowName: z.string(),
  zone: z.string(),
  expectation: expectationSchema,
  /** The next due times that nobody waits for yet. */
  next: z.array(z.object({ day: z.string(), due: z.number() })),
  /** Why nobody can look; null when all is well. */
  trouble: z.string().nullable(),
});
/** All that came, and is to come, between two instants. */
export const arrivalCalendar = z.object({ expected: z.array(expected), arrivals: z.array(arrival), lastLook: z.number().nullable() });
/** All that came, and is to come, between two instants. */
export type ArrivalCalendar = z.infer<typeof arrivalCalendar>;

/** What is usual, by what came so far. */
export const arrivalBand = z.object({
  leastBytes: z.number().optional(),
  mostBytes: z.number().optional(),
  leastRows: z.number().optional(),
  mostRows: z.number().optional(),
  /** Files that say so. */
  files: z.number(),
});
/** What is usual, by what came so far. */
export type ArrivalBand = z.infer<typeof arrivalBand>;
