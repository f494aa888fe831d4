import type { Span } from './tree.ts';

/** Something wrong or doubtful in a formula's text. `line` and `column` count from 1; `message` is a sentence for a person, `hint` says what to do. */
export interface FormulaProblem extends Span {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly line: number;
  readonly column: number;
}

/** A problem before its line and column are known. */
export type ProblemDraft = Omit<FormulaProblem, 'line' | 'column'>;

/** Adds line and column, sorts by position and drops what is said twice of the same place. */
export function placeProblems(text: string, drafts: readonly ProblemDraft[]): FormulaProblem[] {
  const sorted = [...drafts].sort((a, b) => a.start - b.start || a.end - b.end);
  const problems: FormulaProblem[] = [];
  for (const draft of sorted) {
    const before = problems.at(-1);
    if (before !== undefined && before.start === draft.start && before.code === draft.code) continue;
    const lineStart = text.lastIndexOf('\n', draft.start - 1) + 1;
    let line = 1;
    for (let at = text.indexOf('\n'); at !== -1 && at < draft.start; at = text.indexOf('\n', at + 1)) line++;
    problems.push({ ...draft, line, column: draft.start - lineStart + 1 });
  }
  return problems;
}
