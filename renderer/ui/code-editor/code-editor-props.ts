import type { Ref } from 'react';

export type CodeLanguage = 'javascript' | 'typescript' | 'sql';

/** Something wrong in the code, at a line from 1; without a column it is the whole line's. */
export interface CodeMark {
  line: number;
  column?: number | undefined;
  /** Characters that are wrong; absent: up to the end of the line. */
  length?: number | undefined;
  message: string;
  /** Absent: an error. */
  severity?: 'error' | 'warning';
}

/** What is to be known of a line, from 1: shown behind it and as a bar beside it. */
export interface CodeNote {
  line: number;
  kind: 'slow' | 'failing';
  words: string;
}

/** What those around an editor may do to it. */
export interface CodeEditorHandle {
  /** Lays the code out anew (JavaScript and TypeScript). */
  format(): void;
  /** Puts the caret at the beginning of a line, from 1. */
  goTo(line: number): void;
}

/** Something that can stand at a place of the code. */
export interface CodeOffer {
  label: string;
  /** As it is written, in quotes where it must be. */
  insert: string;
  kind: 'table' | 'column' | 'function' | 'keyword';
  /** Said beside it. */
  detail: string;
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
  /** What can stand at an offset of the code, offered while typing; for this editor only. */
  complete?: ((code: string, offset: number) => readonly CodeOffer[]) | undefined;
  marks?: readonly CodeMark[] | undefined;
  notes?: readonly CodeNote[] | undefined;
  handle?: Ref<CodeEditorHandle> | undefined;
  /** What Ctrl+Enter does in the code. */
  onRun?: (() => void) | undefined;
}
