import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RejectedOrigins } from './rejected-origins.ts';

it('knows exactly the records it was told of, by source', () => {
  const record = fc.tuple(fc.nat(3), fc.oneof(fc.nat(20), fc.nat(300_000), fc.constantFrom(65_535, 65_536, 2 ** 33)));
  fc.assert(
    fc.property(fc.array(record), fc.array(record), (told, asked) => {
      const origins = new RejectedOrigins();
      for (const [source, ordinal] of told) origins.mark(source, ordinal);
      for (const [source, ordinal] of [...told, ...asked]) expect(origins.has(source, ordinal)).toBe(told.some(([s, o]) => s === source && o === ordinal));
    }),
  );
});
