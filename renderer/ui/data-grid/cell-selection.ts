import type { Value } from '../../../core/base/value.ts';
import { plainText } from '../values.ts';

export interface CellPlace {
  row: number;
  column: number;
}

/** A rectangle of cells from `anchor` to `head`; the head is the cell that keys move. */
export interface CellSelection {
  anchor: CellPlace;
  head: CellPlace;
}

export interface GridSize {
  rows: number;
  columns: number;
  /** Rows that fit on the screen, for page keys. */
  page: number;
}

/** Where a key moves the selection; null when the key does not move it. */
export function moveSelection(selection: CellSelection | null, key: { key: string; ctrl: boolean; shift: boolean }, size: GridSize): CellSelection | null {
  if (size.rows === 0 || size.columns === 0) return null;
  const from = selection?.head ?? { row: 0, column: 0 };
  const to = selection ? target(from, key, size) : isMove(key.key) ? from : null;
  if (!to) return null;
  const head = { row: clamp(to.row, size.rows), column: clamp(to.column, size.columns) };
  return { anchor: key.shift && selection ? selection.anchor : head, head };
}

function isMove(key: string): boolean {
  return /^(Arrow|Page|Home|End)/.test(key);
}

function target({ row, column }: CellPlace, { key, ctrl }: { key: string; ctrl: boolean }, size: GridSize): CellPlace | null {
  switch (key) {
    case 'ArrowDown':
      return { row: ctrl ? size.rows - 1 : row + 1, column };
    case 'ArrowUp':
      return { row: ctrl ? 0 : row - 1, column };
    case 'ArrowRight':
      return { row, column: ctrl ? size.columns - 1 : column + 1 };
    case 'ArrowLeft':
      return { row, column: ctrl ? 0 : column - 1 };
    case 'PageDown':
      return { row: row + size.page, column };
    case 'PageUp':
      return { row: row - size.page, column };
    case 'Home':
      return { row: ctrl ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrl ? size.rows - 1 : row, column: size.columns - 1 };
    default:
      return null;
  }
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}

/** Corners of the selected rectangle, both included. */
export function bounds({ anchor, head }: CellSelection): { top: number; bottom: number; left: number; right: number } {
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.column, head.column),
    right: Math.max(anchor.column, head.column),
  };
}

/** The selected cells as text that a spreadsheet takes: tabs between cells, quotes where a value has a tab, quote or line break. */
export function selectionText(selection: CellSelection, cell: (row: number, column: number) => Value | undefined): string {
  const { top, bottom, left, right } = bounds(selection);
  const lines: string[] = [];
  const single = top === bottom && left === right;
  for (let row = top; row <= bottom; row++) {
    const cells: string[] = [];
    for (let column = left; column <= right; column++) {
      const text = plainText(cell(row, column));
      cells.push(!single && /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    }
    lines.push(cells.join('\t'));
  }
  return lines.join('\n');
}
