import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proposeMapping } from './propose-mapping.ts';
import { valueFacts, valueLikeness } from './value-shapes.ts';

const facts = (...values: string[]) => {
  const found = valueFacts(values);
  if (!found) throw new Error('no values');
  return found;
};

describe('what values look like', () => {
  test.each([
    [['ada@example.com', 'g.h@mail.example.org', ''], 'email', undefined],
    [['19.11.2004', '31.12.2020'], 'date', 'dd.MM.yyyy'],
    [['11/19/2004', '01/02/2020'], 'date', 'MM/dd/yyyy'],
    [['2004-11-19'], 'date', undefined],
    [['40.780,71', '5,00', '1.234'], 'decimal', '1.234,56'],
    [['40780.71', '5'], 'decimal', undefined],
    [['12', '7'], 'integer', undefined],
    [['007', '012'], 'code', undefined],
    [['DE89 3704 0044 0532 0130 00'], 'iban', undefined],
    [['+49 30 966628', '030 714601'], 'phone', undefined],
    [['Köln', 'Bonn'], 'text', undefined],
  ])('%j: %s', (values, shape, format) => {
    expect(facts(...values)).toMatchObject({ shape });
    expect(facts(...values).format).toBe(format);
  });

  test('what can be read in two ways is said to be ambiguous', () => {
    const ambiguous = (...values: string[]) => facts(...values).ambiguous;
    expect([ambiguous('01/02/2020'), ambiguous('1.234'), ambiguous('1,234')]).toEqual([true, true, true]);
    expect([ambiguous('01/02/2020', '31/12/2020'), ambiguous('1.234,5'), ambiguous('1.25'), ambiguous('12'), ambiguous('2020-01-02')]).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test('nothing is known without values', () => {
    expect(valueFacts(['', '  '])).toBeNull();
  });

  test('the same values tell most, then a telling form, then the pattern; what contradicts is 0', () => {
    expect(valueLikeness(facts('Logistics', 'Production', 'Sales'), facts('sales', 'logistics', 'IT'))).toMatchObject({ same: 'values' });
    expect(valueLikeness(facts('a@example.com'), facts('b@example.org'))).toEqual({ score: 0.8, same: 'shape' });
    expect(valueLikeness(facts('AB-1234'), facts('XY-9876'))).toEqual({ score: 0.7, same: 'pattern' });
    expect(valueLikeness(facts('a@example.com'), facts('2026-01-01')).score).toBe(0);
  });

  test('is the same both ways and stays between 0 and 1, whatever the values are', () => {
    const values = fc.array(fc.string({ maxLength: 30 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, values, (left, right) => {
        const [a, b] = [valueFacts(left), valueFacts(right)];
        if (!a || !b) return;
        const { score } = valueLikeness(a, b);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(valueLikeness(b, a).score).toBeCloseTo(score, 10);
      }),
    );
  });
});

describe('proposals by value', () => {
  test('an address of e-mail is found under a name that says nothing', () => {
    const arriving = [
      { name: 'Contact', type: 'text' as const, values: ['ada@example.com', 'grace@example.com'] },
      { name: 'Remark', type: 'text' as const, values: ['new', 'moved'] },
    ];
    expect(proposeMapping(arriving, [{ name: 'email_address', type: 'text' }])).toEqual([
      { to: 'email_address', from: 'Contact', score: 0.69, band: 'medium', reason: 'values of the same form', values: 'values of the same form' },
    ]);
  });

  test('values seen on both sides decide between names that are alike', () => {
    const arriving = [
      { name: 'code_1', type: 'text' as const, values: ['Berlin', 'Hamburg', 'Munich'] },
      { name: 'code_2', type: 'text' as const, values: ['DE', 'FR', 'IT'] },
    ];
    const [found] = proposeMapping(arriving, [{ name: 'code', values: ['FR', 'DE', 'IT', 'ES'] }]);
    expect(found).toMatchObject({ from: 'code_2', values: 'the same values' });
  });

  test('texts that can be read as the wanted date are no misfit, others are', () => {
    const wanted = [{ name: 'start', type: 'date' as const }];
    expect(proposeMapping([{ name: 'start', type: 'text', values: ['19.11.2004'] }], wanted)[0]?.score).toBe(1);
    expect(proposeMapping([{ name: 'start', type: 'text', values: ['soon'] }], wanted)[0]?.score).toBe(0.85);
  });

  test('500 fields on either side take no more than a moment', () => {
    const arriving = Array.from({ length: 500 }, (_, i) => ({ name: `EmployeeField${i} Value`, type: 'text' as const, values: [`v${i}`, `w${i}`, `x${i}`] }));
    const wanted = Array.from({ length: 500 }, (_, i) => ({ name: `employee_field_${i}_value` }));
    const before = process.cpuUsage();
    const found = proposeMapping(arriving, wanted);
    const { user, system } = process.cpuUsage(before);
    expect(found).toHaveLength(500);
    expect(found.every(({ to, from }) => /\d+/.exec(to)?.[0] === /\d+/.exec(from)?.[0])).toBe(true);
    expect((user + system) / 1_000).toBeLessThan(3_000);
  });
});
