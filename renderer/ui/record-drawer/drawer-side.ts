/** The views of a step's data. */
export type DrawerSide = 'before' | 'after' | 'side-by-side' | 'rejected' | 'filtered' | 'duplicates' | 'would-do' | 'earlier';
