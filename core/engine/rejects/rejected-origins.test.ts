import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RejectedOrigins } from './rejected-origins.ts';

it('knows exactly the records it was told of, by source and by step', () => {
  const record = fc.tuple(fc.nat(2), fc.nat(3), fc.oneof(fc.nat(20), fc.nat(300_000), fc.constantFrom(65_535, 65_536, 2 ** 33)));
  fc.assert(
    fc.property(fc.array(record), fc.array(record), (told, asked) => {
      const origins = new RejectedOrigins();
      for (const [step, source, ordinal] of told) origins.mark(step, source, ordinal);
      for (const [step, source, ordinal] of [...told, ...asked]) {
        const same = told.filter(([, s, o]) => s === source && o === ordinal);
        expect(origins.has(source, ordinal)).toBe(same.length > 0);
        expect(origins.has(source, ordinal, new Set([step]))).toBe(same.some(([at]) => at === step));
      }
    }),
  );
});
