import { type ErrorReport, errorReportSchema, toErrorReport } from '../core/base/errors.ts';

/** The report of anything a command threw: the one that an error of the API carries, else one made of the error itself. */
export function reported(error: unknown): ErrorReport {
  const carried = errorReportSchema.safeParse((error as { data?: unknown } | null)?.data);
  return carried.success ? carried.data : toErrorReport(error);
}
