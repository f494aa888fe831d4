import { defineFunctions } from './function-spec.ts';

/** Loans, savings, depreciation, as in Excel: money paid out is negative; the rate is per period. */
export const financeFunctions = defineFunctions('Finance', [
  [
    'PMT',
    'rate:number, periods:number, present value:number, future value:number?, at start:integer?',
    'number',
    'The payment per period of a loan.',
    'ROUND(PMT(0.05/12, 60, 10000), 2) → -188.71',
  ],
  [
    'IPMT',
    'rate:number, period:number, periods:number, present value:number, future value:number?, at start:integer?',
    'number',
    'The interest within the payment of one period.',
    'ROUND(IPMT(0.1/12, 1, 12, 1200), 2) → -10',
  ],
  [
    'PPMT',
    'rate:number, period:number, periods:number, present value:number, future value:number?, at start:integer?',
    'number',
    'The repayment within the payment of one period.',
    'ROUND(PPMT(0.1/12, 1, 12, 1200), 2) → -95.5',
  ],
  [
    'PV',
    'rate:number, periods:number, payment:number, future value:number?, at start:integer?',
    'number',
    'What payments are worth now.',
    'ROUND(PV(0.01, 12, -100), 2) → 1125.51',
  ],
  [
    'FV',
    'rate:number, periods:number, payment:number, present value:number?, at start:integer?',
    'number',
    'What payments will have grown to.',
    'ROUND(FV(0.05, 10, -100), 2) → 1257.79',
  ],
  [
    'NPER',
    'rate:number, payment:number, present value:number, future value:number?, at start:integer?',
    'number',
    'How many periods a loan takes.',
    'ROUND(NPER(0.01, -100, 1000), 2) → 10.59',
  ],
  [
    'RATE',
    'periods:number, payment:number, present value:number, future value:number?, at start:integer?',
    'number',
    'The rate of a loan per period.',
    'ROUND(RATE(12, -100, 1000), 4) → 0.0292',
  ],
  [
    'NPV',
    'rate:number, value:any, more:any?*',
    'number',
    'What later payments are worth now, the first one period away.',
    'ROUND(NPV(0.1, 100, 100), 2) → 173.55',
  ],
  ['IRR', 'payments:list', 'number', 'The rate at which payments come out even.', 'ROUND(IRR({-100, 60, 60}), 4) → 0.1307'],
  ['SLN', 'cost:number, rest value:number, life:number', 'number', 'Straight-line depreciation per period.', 'SLN(1000, 100, 9) → 100'],
  [
    'DDB',
    'cost:number, rest value:number, life:number, period:number',
    'number',
    'Double-declining depreciation of one period.',
    'DDB(1000, 100, 10, 1) → 200',
  ],
  ['EFFECT', 'rate:number, periods:integer', 'number', 'The effective rate per year of a nominal one.', 'ROUND(EFFECT(0.12, 12), 4) → 0.1268'],
  ['NOMINAL', 'rate:number, periods:integer', 'number', 'The nominal rate per year of an effective one.', 'ROUND(NOMINAL(0.1268, 12), 4) → 0.12'],
]);
