import { describe, expect, it } from 'vitest';
import { moveSelection, selectionText } from './cell-selection.ts';

const size = { rows: 100, columns: 3, page: 10 };
const at = (row: number, column: number) => ({ anchor: { row, column }, head: { row, column } });
const press = (key: string, { ctrl = false, shift = false } = {}) => ({ key, ctrl, shift });

describe('moving through cells', () => {
  it('begins at the first cell, stays within the grid, and jumps with Ctrl', () => {
    expect(moveSelection(null, press('ArrowDown'), size)).toEqual(at(0, 0));
    expect(moveSelection(at(0, 0), press('ArrowUp'), size)).toEqual(at(0, 0));
    expect(moveSelection(at(95, 1), press('PageDown'), size)).toEqual(at(99, 1));
    expect(moveSelection(at(5, 1), press('End', { ctrl: true }), size)).toEqual(at(99, 2));
  });
  it('extends with Shift from where it began', () => {
    const wider = moveSelection(at(5, 1), press('ArrowRight', { shift: true }), size);
    expect(wider).toEqual({ anchor: { row: 5, column: 1 }, head: { row: 5, column: 2 } });
  });
  it('leaves other keys alone, and does nothing without records', () => {
    expect(moveSelection(at(1, 1), press('x'), size)).toBeNull();
    expect(moveSelection(null, press('ArrowDown'), { ...size, rows: 0 })).toBeNull();
  });
});

it('copies cells as a spreadsheet takes them, exact and quoted where needed', () => {
  const cells = [
    ['007', 'a\tb'],
    [null, { n: 12345678901234567890n }],
  ];
  const text = selectionText({ anchor: { row: 1, column: 1 }, head: { row: 0, column: 0 } }, (row, column) => cells[row]?.[column]);
  expect(text).toBe('007\t"a\tb"\n\t"{""n"":""12345678901234567890""}"');
  expect(selectionText(at(0, 1), (row, column) => cells[row]?.[column])).toBe('a\tb');
});
