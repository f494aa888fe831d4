import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from '../base/field.ts';
import { likeness, proposeMapping } from './propose-mapping.ts';

const text = (...names: string[]): Field[] => names.map((name) => ({ name, type: 'text' }));
const pairs = (arriving: Field[], wanted: string[]) =>
  Object.fromEntries(
    proposeMapping(
      arriving,
      wanted.map((name) => ({ name })),
    ).map(({ to, from, band }) => [to, `${from} ${band}`]),
  );

describe('proposals by name', () => {
  test('an HR export finds its way into a payroll table', () => {
    const arriving = text('EmpNo', 'LastName', 'FirstName', 'HireDate', 'Dept', 'Salary', 'E-Mail', 'Weekly hours', 'Cost Centre', 'Remarks');
    expect(
      pairs(arriving, ['employee_no', 'surname', 'given_name', 'hired_on', 'department', 'salary', 'email', 'hours_per_week', 'cost_center', 'iban']),
    ).toEqual({
      employee_no: 'EmpNo high',
      surname: 'LastName high',
      given_name: 'FirstName high',
      hired_on: 'HireDate high',
      department: 'Dept high',
      salary: 'Salary high',
      email: 'E-Mail high',
      hours_per_week: 'Weekly hours medium',
      cost_center: 'Cost Centre high',
    });
  });

  test.each([
    ['personnel number', 'EmpNo', 'high'],
    ['PersonnelNumber', 'employee_no', 'high'],
    ['family name', 'SURNAME', 'high'],
    ['date of birth', 'DOB', 'high'],
    ['customer_id', 'CUSTOMER ID', 'high'],
    ['qty', 'Quantity', 'high'],
    ['zip', 'Postal code', 'high'],
    ['order ref', 'Order reference', 'high'],
    ['depart', 'Department', 'medium'],
    ['product', 'Product name', 'medium'],
    ['hire month', 'Month', 'low'],
  ])('%s from %s: %s', (wanted, arriving, band) => {
    expect(pairs(text('Remarks', arriving), [wanted])).toEqual({ [wanted]: `${arriving} ${band}` });
  });

  test('names that have nothing in common are not proposed', () => {
    expect(pairs(text('Remarks', 'Colour', 'Customer number'), ['salary', 'hire_date', 'id'])).toEqual({});
  });

  test('each arriving field is used once, the better pair first', () => {
    expect(pairs(text('name'), ['names', 'name'])).toEqual({ name: 'name high' });
  });

  test('another type counts against a pair', () => {
    const arriving: Field[] = [
      { name: 'start', type: 'number' },
      { name: 'started', type: 'date' },
    ];
    expect(proposeMapping(arriving, [{ name: 'start_', type: 'date' }])[0]?.from).toBe('start');
    expect(proposeMapping(arriving, [{ name: 'starte', type: 'date' }])[0]?.from).toBe('started');
  });

  test('hostile names are only names', () => {
    expect(pairs(text('__proto__', 'constructor', '', '...'), ['__proto__', 'constructor', ''])).toEqual({
      ['__proto__']: '__proto__ high',
      constructor: 'constructor high',
      '': ' high',
    });
  });

  test('likeness is the same both ways and never more than 1', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (a, b) => {
        const { score } = likeness(a, b);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(likeness(b, a).score).toBeCloseTo(score, 10);
        expect(likeness(a, a).score).toBe(1);
      }),
    );
  });
});
