import type { ReactNode } from 'react';
import type { FormField, RowPart } from '../../../core/catalog/form.ts';
import type { Problem } from '../../../core/flow/flow.ts';
import type { FormContext } from '../widget.ts';
import type { Row } from './row-edit.ts';

/** What the line or the card of an entry gets. */
export interface EntryProps {
  row: Row;
  index: number;
  /** "case 2". */
  name: string;
  list: FormField;
  parts: readonly RowPart[];
  context: FormContext;
  /** Problems of the whole list. */
  problems: readonly Problem[];
  grip: ReactNode;
  remove: ReactNode;
  onChange(key: string, value: unknown): void;
}
