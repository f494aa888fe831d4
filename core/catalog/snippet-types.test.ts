import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, test } from 'vitest';
import { snippetTypes } from './snippet-types.ts';

describe('declarations for the editor', () => {
  test('fields have the types the sandbox gives them', () => {
    const text = snippetTypes([
      { name: 'id', type: 'integer' },
      { name: 'Full name', type: 'text', sample: 'O\'Hara "Bo" */ x\ny' },
      { name: '__proto__', type: 'list' },
      { name: 'paid', type: 'decimal', sample: '1.50' },
      { name: 'x"\\', type: 'any' },
    ]);
    expect(text).toContain('"id": number | bigint | null;');
    expect(text).toContain('/** for example O\'Hara "Bo" * / x y */\n  "Full name": string | null;');
    expect(text).toContain('"__proto__": any[] | null;');
    expect(text).toContain('/** Decimal as text, exact; for example 1.50 */');
    expect(text).toContain('"x\\"\\\\": any;');
    expect(text).toContain('declare const record: FlowRecord;');
  });

  test.each(['record', 'batch'] as const)('it is TypeScript that declares, and nothing that runs: %s', (style) => {
    for (const fields of [null, [], [{ name: 'a b', type: 'date' as const }]]) {
      const left = stripTypeScriptTypes(snippetTypes(fields, style)).replace(/\/\*\*.*?\*\//g, '');
      expect(left.trim()).toBe('');
    }
  });
});
