import { expect, it } from 'vitest';
import { groupDigits, percent } from './numbers.ts';
import { sameValue, showValue } from './values.ts';

it('tells nothing, empty and nested values apart, and groups amounts but no codes', () => {
  expect([showValue(null, 'text').text, showValue('', 'text').text]).toEqual(['nothing', 'empty']);
  expect(showValue('54200.50', 'decimal').text).toBe('54,200.50');
  expect(showValue('0012345', 'text').text).toBe('0012345');
  expect(showValue([1, 2n], 'list')).toEqual({ text: '[1,"2"]', tone: 'nested' });
});

it('groups digits without passing through floating point', () => {
  expect([groupDigits('-12345678901234567890.10'), groupDigits('999'), groupDigits('1e5')]).toEqual(['-12,345,678,901,234,567,890.10', '999', '1e5']);
});

it('never says all or none when that is not so', () => {
  expect([percent(1, 5_000), percent(4_999, 5_000), percent(0, 0), percent(1, 2)]).toEqual(['<1 %', '>99 %', '0 %', '50 %']);
});

it('compares nested values by content', () => {
  expect(sameValue({ a: [1] }, { a: [1] })).toBe(true);
  expect(sameValue(null, '')).toBe(false);
});
