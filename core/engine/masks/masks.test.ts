import { describe, expect, it } from 'vitest';
import { createMaskValue, HIDDEN, secretOf, strongerWay, withoutSecrets } from './mask-value.ts';

const KEY = 'ab'.repeat(32);
const mask = createMaskValue(KEY);

describe('a masked value', () => {
  it('is left out, shown as a hash that stays the same, or by its end; nothing stays nothing', () => {
    expect(mask('DE89 3704', 'hide')).toBe(HIDDEN);
    expect(mask('DE89 3704', 'last-four')).toBe(`${HIDDEN}3704`);
    expect(mask('abc', 'last-four')).toBe(`${HIDDEN}c`);
    expect(mask('a', 'last-four')).toBe(HIDDEN);
    expect(mask('😀😀😀😀', 'last-four')).toBe(`${HIDDEN}😀😀`);
    expect(mask(null, 'hide')).toBeNull();
    const hash = mask('DE89 3704', 'hash');
    expect(hash).toMatch(/^#[0-9a-f]{16}$/);
    expect(createMaskValue(KEY)('DE89 3704', 'hash')).toBe(hash);
    expect(mask('DE89 3705', 'hash')).not.toBe(hash);
    expect(createMaskValue('cd'.repeat(32))('DE89 3704', 'hash')).not.toBe(hash);
    expect(mask({ iban: 'DE89' }, 'hash')).toMatch(/^#/);
  });

  it('takes the stronger of two ways', () => {
    expect(strongerWay('hash', 'hide')).toBe('hide');
    expect(strongerWay('last-four', 'hash')).toBe('hash');
    expect(strongerWay(null, 'last-four')).toBe('last-four');
  });

  it('is taken out of sentences, also cut, quoted as JSON or standing among other words', () => {
    const secrets = (...values: (string | number)[]) => values.flatMap((value) => secretOf(value, '*') ?? []);
    expect(withoutSecrets('“Ann Fischer” is no number.', secrets('Ann Fischer'))).toBe('“*” is no number.');
    expect(withoutSecrets('“Ann Fischer of the l…” is too long.', secrets('Ann Fischer of the long name'))).toBe('“*…” is too long.');
    expect(withoutSecrets('row 1: 1 is not 11', secrets('1'))).toBe('row *: * is not 11');
    expect(withoutSecrets('{"a":"x\\"yz"}', secrets('x"yz'))).toBe('{"a":"*"}');
    expect(withoutSecrets('a $& b', secrets('$&'))).toBe('a * b');
    expect(withoutSecrets('nothing', secrets(''))).toBe('nothing');
  });
});
