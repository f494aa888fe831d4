import { defineFunctions } from './function-spec.ts';

/** From one kind of value to another. */
export const conversionFunctions = defineFunctions('Conversion', [
  [
    'TEXT',
    'value:any, format:text?',
    'text',
    'The value as text, in an Excel format if one is given: 0.00, #,##0.00, 000000, 0%, dd.mm.yyyy.',
    'TEXT(1234.5, "#,##0.00") → 1,234.50',
    'TEXT(7, "0000") → 0007',
    'TEXT("2026-01-31", "dd.mm.yyyy") → 31.01.2026',
  ],
  ['VALUE', 'text:any', 'number', 'The number a text reads as; fails for other texts. Empty stays empty.', 'VALUE(" 12.50 ") → 12.5'],
  [
    'NUMBER.PARSE',
    'text:text, written like:text',
    'decimal',
    'Reads a number written in another way; show the way with the number 1234.56. Exact to the last digit. Empty stays empty.',
    'NUMBER.PARSE("-1.234,5", "1.234,56") → -1234.5',
  ],
  [
    'DECIMAL',
    'number:any, places:integer?',
    'decimal',
    'An exact decimal number, for money; rounded if places are given. What is computed from it stays exact. Empty stays empty.',
    'DECIMAL("0.1") + DECIMAL("0.2") → 0.3',
    'DECIMAL(2.345, 2) → 2.35',
  ],
  [
    'BOOLEAN',
    'value:any',
    'boolean',
    'TRUE for true, yes, y, 1; FALSE for false, no, n, 0; capitals do not matter. Empty stays empty.',
    'BOOLEAN("Yes") → TRUE',
  ],
  [
    'JSON.GET',
    'json:any, path:text',
    'any',
    'A value out of a JSON text or a nested value; the path is written as in a field: address.city, lines[0].sku.',
    'JSON.GET("{""a"":{""b"":[1,2]}}", "a.b[1]") → 2',
  ],
  ['JSON.TEXT', 'value:any', 'text', 'The value as JSON text.', 'JSON.TEXT({1, "a", NULL}) → [1,"a",null]'],
]);
