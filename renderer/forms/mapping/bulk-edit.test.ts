import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../core/catalog/shapes.ts';
import { valueFacts } from '../../../core/catalog/value-shapes.ts';
import { type BulkEdit, bulkEdit, replaced } from './bulk-edit.ts';

const arriving = [
  { name: 'EmpNo', type: 'text' as const },
  { name: 'Hire.Date', type: 'text' as const },
  { name: 'Hours', type: 'integer' as const },
];
const facts = new Map([['Hire.Date', valueFacts(['19.11.2004'])]]);
const mapping: Mapping = {
  rest: 'keep',
  items: [
    { to: 'EmpNo', from: 'EmpNo', formula: '' },
    { to: 'hired_on', from: 'Hire.Date', formula: '' },
    { to: 'label', from: '', formula: 'TRIM([EmpNo])', type: 'text' },
    { to: 'open', from: '', formula: '' },
  ],
  target: { kind: 'table', label: 't', fields: [{ name: 'hired_on', type: 'date' }] },
};
const edited = (edit: BulkEdit) => {
  const { mapping: next, changes } = bulkEdit(mapping, edit, { arriving, facts });
  return { next, said: changes.map(({ before, after, clash }) => `${before} > ${after}${clash ? ' !' : ''}`), items: next.items };
};

describe('many fields at once', () => {
  it('trims what is text, once', () => {
    const { next, said } = edited({ kind: 'trim' });
    expect(said).toEqual(['EmpNo > TRIM([EmpNo])', 'Hire.Date > TRIM([Hire\\.Date])']);
    expect(bulkEdit(next, { kind: 'trim' }, { arriving, facts }).mapping).toBe(next);
  });

  it('keeps all, drops what is not mapped', () => {
    expect(edited({ kind: 'keep-all' }).items.at(-1)).toEqual({ to: 'Hours', from: 'Hours', formula: '' });
    const { next, said } = edited({ kind: 'drop-unmapped' });
    expect([next.rest, next.items.length, said]).toEqual(['drop', 3, ['Hours > ', 'open > ']]);
    expect(bulkEdit(next, { kind: 'drop-unmapped' }, { arriving, facts }).mapping).toBe(next);
  });

  it('converts to the types of the other side, in the way the values are written', () => {
    expect(edited({ kind: 'convert' }).items[1]).toEqual({ to: 'hired_on', from: 'Hire.Date', formula: '', type: 'date', format: 'dd.MM.yyyy' });
    expect(bulkEdit(mapping, { kind: 'convert' }, { arriving, facts: new Map() }).changes).toEqual([]);
  });

  it('renames by case, prefix and pattern, and says where two would have one name', () => {
    expect(edited({ kind: 'case', to: 'snake_case' }).said).toEqual(['EmpNo > emp_no']);
    expect(edited({ kind: 'case', to: 'camelCase' }).items.map(({ to }) => to)).toEqual(['empNo', 'hiredOn', 'label', 'open']);
    expect(edited({ kind: 'affix', prefix: 'p_', suffix: '', remove: false }).said[0]).toBe('EmpNo > p_EmpNo');
    expect(edited({ kind: 'affix', prefix: 'hired', suffix: '', remove: true }).said).toEqual(['hired_on > _on']);
    expect(edited({ kind: 'replace', find: 'label', by: 'open' }).said).toEqual(['label > open !']);
    expect(edited({ kind: 'replace', find: '*', by: '' }).said.every((line) => line.endsWith('!'))).toBe(true);
  });

  it('stars stand for whatever is there', () => {
    expect(replaced('emp_first_name', 'emp_*', '*')).toBe('first_name');
    expect(replaced('a-b-c', '*-*-*', '*.*.*')).toBe('a.b.c');
    expect(replaced('ab', 'ab*ab', 'x')).toBe('ab');
    expect(replaced('other', 'emp_*', '*')).toBe('other');
  });
});
