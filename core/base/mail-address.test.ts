import { describe, expect, test } from 'vitest';
import { isHeaderText, mailAddressProblem, splitMailAddresses } from './mail-address.ts';

describe('an address', () => {
  test.each([
    'ann@example.org',
    'ann.lee+pay@sub.example.org',
    "o'brien@example.org",
    'alerts@mailserver',
    'ann@müller.example',
    'jörg@example.org',
    `${'a'.repeat(64)}@example.org`,
  ])('%s may be written to', (address) => expect(mailAddressProblem(address)).toBeNull());

  test.each([
    ['', 'empty'],
    ['ann', 'no @'],
    ['@example.org', 'before'],
    ['ann@', 'after'],
    ['ann@example.org\r\nBcc: eve@example.org', 'line break'],
    ['ann@example.org\nRCPT TO:<eve@example.org>', 'line break'],
    ['ann@example.org\u0000', 'control'],
    ['ann@example.org\u2028x', 'line break'],
    ['ann@example.org, eve@example.org', 'plain address'],
    ['Ann <ann@example.org>', 'plain address'],
    ['"ann eve"@example.org', 'plain address'],
    ['"eve@evil.example> "@example.org', 'plain address'],
    ['ann(eve)@example.org', 'plain address'],
    ['ann@[127.0.0.1]', 'plain address'],
    ['.ann@example.org', 'dot before'],
    ['ann..lee@example.org', 'dot before'],
    ['ann@example..org', 'host name'],
    ['ann@-example.org', 'host name'],
    ['ann@exam_ple.org', 'host name'],
    ['ann@eve@example.org', 'before the @'],
    [`${'a'.repeat(65)}@example.org`, 'longer'],
    [`ann@${'a.'.repeat(130)}org`, 'longer'],
  ])('%j may not', (address, why) => expect(mailAddressProblem(address)).toContain(why));

  test('what is said of it has no line break of its own', () => {
    expect(mailAddressProblem('a\r\nb@c')).toBe('"a␤␤b@c" has a line break or another control character in it.');
  });
});

test('a line of addresses is taken apart', () => {
  expect(splitMailAddresses(' ann@example.org; bob@example.org ,\n eve@example.org,,')).toEqual(['ann@example.org', 'bob@example.org', 'eve@example.org']);
  expect(splitMailAddresses('')).toEqual([]);
});

test('a header is one line', () => {
  expect(isHeaderText('Lohn für März ✓ 給与')).toBe(true);
  for (const text of ['a\rb', 'a\nb', 'a\u0000b', 'a\u0085b', 'a\u2029b']) expect(isHeaderText(text), JSON.stringify(text)).toBe(false);
});
