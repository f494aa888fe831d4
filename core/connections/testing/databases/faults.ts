import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { SqlValue } from '../../../catalog/families/database.ts';
import { FaultProxy } from '../fault-proxy.ts';
import type { DatabaseMember, DatabaseSettings } from './member.ts';
import { type DatabasePlace, never } from './place.ts';

/** Lines that are cut, commits without an answer, programs that are killed. */
export function faults<C extends DatabaseSettings>(member: DatabaseMember<C>, place: DatabasePlace): void {
  const { open, table, rowsOf, write, closing, base } = place;

  test('a line that is cut in the middle: reading fails so that it can be tried again, writing goes on by itself', async () => {
    const of = await table('id int PRIMARY KEY');
    const proxy = await FaultProxy.start({ port: base.port });
    closing(() => proxy.close());
    const cut = await open({ port: proxy.port });
    const stream = await cut.read({ from: 'query', sql: member.series(1_000_000), parameters: {}, orderBy: [] }, never);
    await stream.next(10);
    proxy.cutAll();
    const rest = async () => {
      while ((await stream.next(5000)).length > 0);
    };
    await expect(rest()).rejects.toMatchObject({ code: 'connection-lost', retryable: true });
    await stream.close();
    const writer = await cut.writer({ table: of, way: 'insert', columns: ['id'], key: [], transaction: 'all' }, never);
    await writer.push([[1], [2]]);
    proxy.cutAll();
    expect(await writer.push([[3]])).toEqual([]);
    expect((await writer.commit()).inserted).toBe(3);
    expect(await rowsOf(of, ['id'])).toEqual([[1], [2], [3]]);
  });

  test('a commit whose answer is lost is found out where the server knows, else nobody is told that it failed', async () => {
    const of = await table('id int PRIMARY KEY');
    const proxy = await FaultProxy.start({ port: base.port });
    closing(() => proxy.close());
    const cut = await open({ port: proxy.port });
    const writer = await cut.writer({ table: of, way: 'insert', columns: ['id'], key: [], transaction: 'all' }, never);
    await writer.push([[1]]);
    proxy.faults = { watch: (piece, way) => (way === 'client' && piece.includes(member.commitMark) ? 'cut-after' : undefined) };
    const committed = writer.commit();
    if (member.knowsCommits) expect((await committed).inserted).toBe(1);
    else await expect(committed).rejects.toMatchObject({ code: 'commit-unknown', retryable: false });
    expect(await rowsOf(of, ['id'])).toEqual([[1]]);
    // The same, and afterwards there is no way back to the server.
    const other = await open({ port: proxy.port, connectTimeout: 500 });
    proxy.faults = {};
    const second = await other.writer({ table: of, way: 'insert', columns: ['id'], key: [], transaction: 'all' }, never);
    await second.push([[2]]);
    proxy.faults = {
      watch(piece, way) {
        if (way !== 'client' || !piece.includes(member.commitMark)) return undefined;
        proxy.faults.refuse = true;
        return 'cut-after';
      },
    };
    await expect(second.commit()).rejects.toMatchObject({ code: 'commit-unknown' });
  });

  test('a program that is killed while it writes leaves nothing, and writing again makes it whole', async () => {
    const of = await table('id int PRIMARY KEY, v varchar(9)');
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('../write-and-be-killed.ts', import.meta.url)), member.runFile, JSON.stringify(base), of.name],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let told = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (part) => {
        told += String(part);
        if (told.includes('3000\n')) resolve();
      });
      child.once('exit', () => reject(new Error('it ended by itself')));
    });
    child.kill('SIGKILL');
    await ended;
    expect(await rowsOf(of, ['id'])).toEqual([]);
    const rows = Array.from({ length: 5000 }, (_, at): SqlValue[] => [at, 'x']);
    expect((await write({ table: of, way: 'upsert', columns: ['id', 'v'], key: ['id'] }, rows)).counts).toMatchObject({ inserted: 5000 });
    expect((await write({ table: of, way: 'upsert', columns: ['id', 'v'], key: ['id'] }, rows)).counts).toMatchObject({ inserted: 0, unchanged: 5000 });
  });
}
