import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { FaultProxy } from '../fault-proxy.ts';
import type { DatabaseMember, DatabaseSettings } from './member.ts';
import { type DatabasePlace, never } from './place.ts';

/** Signing in, and each way in which that fails or has to wait. */
export function signingIn<C extends DatabaseSettings>(member: DatabaseMember<C>, place: DatabasePlace): void {
  const { open, parts, last, sql, table, closing, base } = place;

  test('a test tells each part, and what is wrong exactly', async () => {
    expect((await parts({})).map(({ part, ok }) => [part, ok])).toEqual([
      ['address', true],
      ['reach', true],
      ['sign-in', true],
      ['database', true],
      ['rights', true],
    ]);
    expect(await last({ host: 'nowhere.invalid' })).toMatchObject({ part: 'address', ok: false });
    expect(await last({ port: 1 })).toMatchObject({ part: 'reach', ok: false });
    expect(await last({ database: 'not there' })).toMatchObject({ part: 'database', ok: false });
    expect(await last({ tls: 'verify' })).toMatchObject({ part: 'encryption', ok: false });
  });

  test('a wrong password and a user without rights are told apart', async () => {
    const user = `u_${randomBytes(4).toString('hex')}`;
    for (const one of member.makeUser(user, 'right', place.name)) await sql(one);
    try {
      expect(await last({ user: 'nobody_at_all' }, { password: 'x' })).toMatchObject({ part: 'sign-in', ok: false });
      const of = await table(`id int PRIMARY KEY`);
      const theirs = await open({ user }, { password: 'right' });
      const shape = await theirs.shapeOf(of);
      expect(shape?.may ?? { insert: false, update: false, delete: false }).toEqual({ insert: false, update: false, delete: false });
      await expect(theirs.writer({ table: of, way: 'insert', columns: ['id'], key: [], transaction: 'all' }, never)).rejects.toMatchObject({ class: 'user' });
    } finally {
      for (const one of member.dropUser(user)) await sql(one);
    }
  });

  test('who answers nothing in time, or is cut while signing in, is told as that', async () => {
    const proxy = await FaultProxy.start({ port: base.port });
    closing(() => proxy.close());
    proxy.faults = { silent: true };
    await expect(open({ port: proxy.port, connectTimeout: 150 })).rejects.toMatchObject({ code: 'connection-timeout', retryable: true });
    proxy.faults = { cutAfter: { way: 'server', bytes: 5 } };
    await expect(open({ port: proxy.port })).rejects.toMatchObject({ code: 'connection-lost', retryable: true });
  });

  test('a session that others have is waited for, and then it is told', async () => {
    const one = await open({ poolSize: 1, connectTimeout: 200 });
    const stream = await one.read({ from: 'query', sql: member.series(10), parameters: {}, orderBy: [] }, never);
    await expect(one.tables('', 1)).rejects.toMatchObject({ code: 'too-many-connections', retryable: true });
    const waiting = one.tables('', 1);
    await stream.close();
    await expect(waiting).resolves.toBeDefined();
  });
}
