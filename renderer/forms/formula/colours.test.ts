import fc from 'fast-check';
import { expect, it } from 'vitest';
import { colourFormula, markProblems } from './colours.ts';

it('colours fields, functions, texts, numbers and constants', () => {
  const parts = colourFormula('IF([Last name]="A ""b""", TRUE, 1.5)').filter((part) => part.colour !== 'plain');
  expect(parts.map(({ text, colour }) => [text, colour])).toEqual([
    ['IF', 'function'],
    ['(', 'operator'],
    ['[Last name]', 'field'],
    ['=', 'operator'],
    ['"A ""b"""', 'text'],
    [',', 'operator'],
    ['TRUE', 'constant'],
    [',', 'operator'],
    ['1.5', 'number'],
    [')', 'operator'],
  ]);
});

it('never loses a character, whatever is typed and wherever the problems are', () => {
  const spans = fc.array(fc.record({ start: fc.nat(30), end: fc.nat(30) }));
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), spans, (text, problems) => {
      const parts = markProblems(colourFormula(text), problems);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      let at = 0;
      for (const part of parts) {
        expect(part.start).toBe(at);
        at += part.text.length;
      }
    }),
  );
});
