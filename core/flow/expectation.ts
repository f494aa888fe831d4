import * as z from 'zod';
import { lateSchema } from '../base/late-schema.ts';

/** A file that a flow expects again and again, and how it usually is. */
export const expectationSchema = lateSchema(() =>
  z.looseObject({
    id: z.string().min(1),
    /** What a person calls it: "Employees of the night". */
    name: z.string().default(''),
    /** Connection to a file place; empty: a folder of this machine. */
    connection: z.string().default(''),
    /** As in a file source: placeholders of date and parameters anywhere, `*` and `?` in the file name. Relative paths start at the flow's own folder. */
    path: z.string().default(''),
    /** Days between the day of the due time and the day that stands in the name: -1 where the file of the night carries yesterday's date. */
    nameDay: z.int().min(-31).max(31).default(0),
    /** Days of the week on which it comes, 1 is Monday. */
    weekdays: z.array(z.int().min(1).max(7)).default([1, 2, 3, 4, 5]),
    /** Days on which it does not come although the weekday says so: YYYY-MM-DD, or MM-DD for every year. */
    except: z.array(z.string()).default([]),
    /** Days off of the workspace count too. */
    withWorkspace: z.boolean().default(true),
    /** Local time of the flow's zone by which it is to be there: `02:00`. */
    due: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .default('02:00'),
    graceMinutes: z.int().min(0).max(1440).default(0),
    /** How large it usually is, in bytes, and how many records it has; absent: not watched. */
    leastBytes: z.int().min(0).optional(),
    mostBytes: z.int().min(0).optional(),
    leastRows: z.int().min(0).optional(),
    mostRows: z.int().min(0).optional(),
    /** An empty file is as it should be on some days. */
    mayBeEmpty: z.boolean().default(false),
  }),
);
/** A file that a flow expects again and again. */
export type Expectation = z.infer<typeof expectationSchema>;

/** What became of one expected file. `waiting` is the only one that is not known yet. */
export const arrivalStateSchema = z.enum(['waiting', 'on-time', 'late', 'missing', 'empty', 'truncated', 'repeated', 'unusual']);
/** What became of one expected file. */
export type ArrivalState = z.infer<typeof arrivalStateSchema>;
