/** Stands before the count on the standard error. */
export const FILE_CALLS_MARK = 'calls that change files: ';

/** How many places to die at a file a life has had that came to its end, by what it said on its error output. */
export function fileCallsOf(err: string): number {
  return Number(err.split(FILE_CALLS_MARK)[1]);
}
