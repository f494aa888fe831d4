import { describe, expect, test } from 'vitest';
import { loadQuickJs } from './quickjs.ts';

const TEXTS = ['', 'plain', 'Zoë – 𝒳 🧭', '\uFEFFmarked', 'half \uD800 pair', '\u001f\u0001', 'x'.repeat(70_000), '漢'.repeat(40_000)];

describe('texts that cross into the guest and back', async () => {
  const instance = await (await loadQuickJs()).instance();
  const context = instance.newContext();

  test.each(TEXTS.map((text) => [text.slice(0, 12), text] as const))('%j', (_, text) => {
    const inside = context.newString(text);
    const units = context.unwrapResult(
      context.callFunction(
        context.unwrapResult(context.evalCode('(text) => JSON.stringify([text.length, text.codePointAt(0) ?? -1])')),
        context.undefined,
        inside,
      ),
    );
    expect(JSON.parse(context.getString(units))).toEqual([text.length, text.codePointAt(0) ?? -1]);
    if (text.isWellFormed()) expect(context.getString(inside)).toBe(text);
  });

  test('also when the memory has grown in between', () => {
    const before = context.newString('before');
    const grown = context.unwrapResult(context.evalCode('globalThis.kept = "y".repeat(9_000_000); kept + kept.length'));
    expect(context.getString(grown)).toHaveLength(9_000_007);
    expect(context.getString(before)).toBe('before');
    expect(context.getString(context.newString('after: ä'))).toBe('after: ä');
  });
});
