import type { FieldType } from '../../../core/base/field.ts';
import type { ColumnProfile } from '../../../core/base/sample.ts';
import type { Value } from '../../../core/base/value.ts';
import { t } from '../../i18n/i18n.ts';
import { TYPE_LABELS } from '../FieldTypeIcon.tsx';
import { groupDigits } from '../numbers.ts';
import { isNumeric, showValue } from '../values.ts';

export type CellMark = 'added' | 'changed';

/** One column of a grid. */
export interface GridColumn {
  name: string;
  type: FieldType;
  profile?: ColumnProfile;
  /** Against the data it is compared with: a new field, one whose values differ, or one that goes. */
  mark?: CellMark | 'dropped';
  /** Its name before, when it only got another one. */
  was?: string;
  /** Sentences rather than data: not set in the data typeface, wider. */
  prose?: boolean;
}

/** A value in full; `cut` when even that is not all of it. */
export interface FullValue {
  value: Value;
  cut: boolean;
}

/** What a grid shows. Positions count from 0. */
export interface GridContent {
  columns: readonly GridColumn[];
  rowCount: number;
  cell(row: number, column: number): Value | undefined;
  cellMark?(row: number, column: number): CellMark | undefined;
  /** What stands before a row; its position from 1 when absent. */
  rowLabel?(row: number): string;
  /** Where the record of a row stands in its file, in words; null where that is not known. */
  rowPlace?(row: number): string | null;
  /** Fetches a value that is kept longer than it is shown; null where it is shown whole, or no more of it is kept. */
  full?(row: number, column: number): (() => Promise<FullValue | null>) | null;
  /** What those numbers count, above them: a word, and a sentence for who points at it. */
  rowsAre?: { word: string; sentence: string };
}

/** Pixels of a row, by density. */
export const ROW_HEIGHTS = { comfortable: 26, compact: 21 } as const;
export const HEADER_HEIGHT = 54;
export const INDEX_WIDTH = 60;
const MIN_WIDTH = 72;
const MAX_WIDTH = 340;
const MONO_WIDTH = 7.0;
const PADDING = 24;
const LOOKED_AT = 60;
/** Beside a column's name: its type and the button of its menu. */
const HEAD_PARTS = 50;
const PROFILE_LETTER = 5.7;
const LONGEST_PROFILE = 246;

/** The line under a column's name: type, how many are filled, and what else tells most about it. */
export function describeProfile(column: GridColumn, typeLabel: string): string {
  const { profile } = column;
  if (!profile || profile.seen === 0) return column.was === undefined ? typeLabel : `${typeLabel} · ${t('was {{value}}', { value: column.was })}`;
  const filled = Math.floor((profile.filled / profile.seen) * 100);
  const range = profile.min !== undefined && profile.max !== undefined && (isNumeric(column.type) || column.type.startsWith('date'));
  const end = (text = '') => short(column.type === 'decimal' || column.type === 'number' ? groupDigits(text) : text);
  const more =
    column.was !== undefined
      ? t('was {{value}}', { value: column.was })
      : range
        ? t('{{least}} to {{most}}', { least: end(profile.min), most: end(profile.max) })
        : t('{{number}} distinct', { number: profile.distinct });
  return `${typeLabel} · ${filled} % · ${more}`;
}

function short(text: string): string {
  return text.length > 19 ? `${text.slice(0, 18)}…` : text;
}

/** Widths that fit the names and the first rows, within limits. */
export function fitColumns(content: GridContent): number[] {
  const rows = Math.min(content.rowCount, LOOKED_AT);
  return content.columns.map((column, index) => fitColumn(content, column, index, rows));
}

function fitColumn(content: GridContent, column: GridColumn, index: number, rows: number): number {
  let longest = 0;
  for (let row = 0; row < rows; row++) longest = Math.max(longest, showValue(content.cell(row, index), column.type).text.length);
  const profile = column.profile ? Math.min(LONGEST_PROFILE, describeProfile(column, TYPE_LABELS[column.type]).length * PROFILE_LETTER) : 0;
  const head = Math.max(column.name.length * 7.4 + HEAD_PARTS, profile);
  const most = column.prose ? 420 : MAX_WIDTH;
  return Math.round(Math.min(most, Math.max(MIN_WIDTH, head + PADDING, longest * MONO_WIDTH + PADDING)));
}
