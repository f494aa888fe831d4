import { describe } from 'vitest';
import { catalogue } from './databases/catalogue.ts';
import { faults } from './databases/faults.ts';
import type { DatabaseMember, DatabaseSettings } from './databases/member.ts';
import { databasePlace } from './databases/place.ts';
import { reading } from './databases/reading.ts';
import { readingBack } from './databases/reading-back.ts';
import { signingIn } from './databases/signing-in.ts';
import { values } from './databases/values.ts';
import { writing } from './databases/writing.ts';

/** The promises of `Database`, kept by every kind of the family; each works in a database of its own. */
export function databaseSuite<C extends DatabaseSettings>(member: DatabaseMember<C>): void {
  describe.skipIf(!member.server)(`${member.title}: the family of databases`, { timeout: 60_000 }, () => {
    const place = databasePlace(member);
    for (const promises of [signingIn, catalogue, values, reading, writing, readingBack, faults]) promises(member, place);
  });
}
