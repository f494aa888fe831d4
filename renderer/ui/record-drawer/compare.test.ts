import { describe, expect, it } from 'vitest';
import type { Sample } from '../../../core/base/sample.ts';
import type { Value } from '../../../core/base/value.ts';
import { alignSamples, compareSamples } from './compare.ts';
import { saysWhat } from './says.ts';

function sampleOf(names: string[], rows: Value[][], ordinals = rows.map((_row, i) => i)): Sample {
  return {
    fields: names.map((name) => ({ name, type: 'text' })),
    rows,
    origins: ordinals.map((ordinal) => ({ source: 's', ordinal })),
    first: rows.length,
    total: rows.length,
    profile: [],
    cut: false,
  };
}

describe('comparing what arrived with what left', () => {
  const before = sampleOf(
    ['name', 'cost', 'phone'],
    [
      ['ana', '4100', '1'],
      ['bo', '', '2'],
      ['cy', '4300', '3'],
    ],
  );

  it('marks changed and newly filled cells, new fields and dropped ones, by origin rather than by position', () => {
    const after = sampleOf(
      ['name', 'cost', 'full'],
      [
        ['cy', '4300', 'x'],
        ['BO', '4200', 'y'],
      ],
      [2, 1],
    );
    const { cellMark, columnMark, dropped } = compareSamples(before, after);
    expect([cellMark(0, 0), cellMark(0, 1), cellMark(1, 0), cellMark(1, 1)]).toEqual([undefined, undefined, 'changed', 'added']);
    expect([columnMark(0), columnMark(1), columnMark(2)]).toEqual(['changed', 'changed', 'added']);
    expect([...dropped]).toEqual(['phone']);
  });

  it('knows a field that was converted under a new name by what the step says of it', () => {
    const after = sampleOf(
      ['name', 'euro'],
      [
        ['ana', '4.100,00'],
        ['bo', '0,00'],
      ],
    );
    const { renamedFrom, columnMark, dropped } = compareSamples(before, after, new Map([['euro', 'cost']]));
    expect([renamedFrom(1), columnMark(1), [...dropped]]).toEqual(['cost', 'changed', ['phone']]);
    expect(compareSamples(before, after).columnMark(1)).toBe('added');
    const kept = sampleOf(['cost', 'euro'], [['4100', '4.100,00']]);
    expect(compareSamples(before, kept, new Map([['euro', 'cost']])).renamedFrom(1)).toBeUndefined();
  });

  it('tells a renamed field from a new one by its values', () => {
    const after = sampleOf(
      ['who', 'cost', 'upper'],
      [
        ['ana', '4100', 'ANA'],
        ['cy', '4300', 'CY'],
      ],
      [0, 2],
    );
    const { renamedFrom, columnMark, dropped } = compareSamples(before, after);
    expect([renamedFrom(0), renamedFrom(1), renamedFrom(2)]).toEqual(['name', undefined, undefined]);
    expect([columnMark(0), columnMark(2)]).toEqual([undefined, 'added']);
    expect([...dropped]).toEqual(['phone']);
  });

  it('puts equal origins in one line and leaves room for what fell out or multiplied', () => {
    const after = sampleOf(['name'], [['ana'], ['ana2'], ['cy'], ['new']], [0, 0, 2, 9]);
    expect(alignSamples(before, after)).toEqual([
      { left: 0, right: 0 },
      { left: null, right: 1 },
      { left: 1, right: null },
      { left: 2, right: 2 },
      { left: null, right: 3 },
    ]);
  });
});

describe('what the drawer says', () => {
  const sample = sampleOf(['a'], [['Übung'], [null]]);
  it('names the part that is shown, its age, and that nothing was written', () => {
    expect(saysWhat({ ...sample, total: 48_210 }, 'preview', 1_000, 13_000)).toBe('First 2 of 48,210, taken 12 s ago. Nothing was written.');
    expect(saysWhat({ ...sample, first: 1, total: 900 }, 'run', null, 0)).toBe('First 1 and 1 picked at random of 900.');
    expect(saysWhat(sample, 'run', null, 0)).toBe('All 2 records.');
  });
});
