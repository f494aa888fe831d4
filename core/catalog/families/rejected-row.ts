/** A row or record that the other side did not take, by its index in what was given, and why. */
export interface RejectedRow {
  index: number;
  /** Kebab-case and stable: `duplicate-key`, `not-null`, `foreign-key`, `check-constraint`, `too-long`, `wrong-type`, `row-missing`. */
  code: string;
  /** A sentence for a person, with the names of column and constraint where they are known. */
  message: string;
  field?: string;
  value?: string;
}
