export type CodeLanguage = 'javascript' | 'typescript' | 'sql';

/** Something wrong in the code, at a line from 1. */
export interface CodeMark {
  line: number;
  column?: number | undefined;
  message: string;
}

/** A word that can be completed, e.g. a table or a column. */
export interface CodeWord {
  label: string;
  detail?: string;
}

export interface CodeEditorProps {
  /** What the code is, for a screen reader. */
  label: string;
  language: CodeLanguage;
  value: string;
  onChange(code: string): void;
  /** Pixels, or a length in CSS. */
  height: number | string;
  /** Declarations the code is checked and completed against (JavaScript and TypeScript). */
  declarations?: string | undefined;
  /** Offered while typing (SQL). */
  words?: readonly CodeWord[] | undefined;
  marks?: readonly CodeMark[] | undefined;
}
