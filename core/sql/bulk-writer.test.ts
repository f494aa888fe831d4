import { describe, expect, it } from 'vitest';
import { OperationalError } from '../base/errors.ts';
import type { SqlValue } from '../catalog/families/database.ts';
import { type BulkSession, BulkWriter, noCounts } from './bulk-writer.ts';
import { RowRefused, reasons } from './reasons.ts';

/** Takes rows until one of them says otherwise: "bad" is refused, "cut" ends everything. Answers when it is let. */
class Rows implements BulkSession {
  readonly log: string[] = [];
  readonly #answers: (() => void)[] = [];

  encode(row: readonly SqlValue[]) {
    this.log.push(`encode ${row[0]}`);
    return String(row[0]);
  }
  async write(rows: readonly string[]) {
    this.log.push(`write ${rows.join(' ')}`);
    await new Promise<void>((resolve) => this.#answers.push(resolve));
    if (rows.includes('cut')) throw new OperationalError('database-refused', 'The database refused it.');
    const bad = rows.indexOf('bad');
    if (bad >= 0) throw new RowRefused(reasons.check('rule'), bad);
    return { counts: { ...noCounts(), inserted: rows.length }, missing: [] };
  }
  async answer(): Promise<void> {
    await expect.poll(() => this.#answers.length).toBeGreaterThan(0);
    this.#answers.shift()?.();
  }
  begin = async () => void this.log.push('begin');
  commit = async () => void this.log.push('commit');
  rollback = async () => void this.log.push('rollback');
  close = async () => undefined;
  keep = async () => undefined;
  deleteRest = async () => 0;
}

const clock = { zone: 'UTC', now: () => 0, monotonic: () => 0, after: () => () => undefined };
const options = { survivesLoss: true, signal: new AbortController().signal, clock, random: () => 0 };

describe('rows on their way', () => {
  it('are made ready while those before are written, and are written in their order', async () => {
    const session = new Rows();
    const writer = new BulkWriter(session, { ...options, transaction: 'all' });
    const first = writer.push([['a'], ['bad'], ['b']]);
    const second = writer.push([['c'], ['bad']]);
    expect(session.log.filter((line) => line.startsWith('encode')).length).toBe(5);
    for (let answers = 0; answers < 5; answers++) await session.answer();
    expect((await first).map(({ index }) => index)).toEqual([1]);
    expect((await second).map(({ index }) => index)).toEqual([1]);
    expect(session.log.filter((line) => line.startsWith('write'))).toEqual(['write a bad b', 'write a', 'write b', 'write c bad', 'write c']);
    expect(await writer.commit()).toMatchObject({ inserted: 3 });
  });

  it('are not written behind those that failed, and nothing is committed', async () => {
    const session = new Rows();
    const writer = new BulkWriter(session, { ...options, transaction: { rows: 1 } });
    const first = writer.push([['cut']]);
    const second = writer.push([['late']]);
    const both = Promise.allSettled([first, second]);
    await session.answer();
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(writer.commit()).rejects.toMatchObject({ code: 'database-refused' });
    await writer.abort();
    expect(session.log.filter((line) => !line.startsWith('encode'))).toEqual(['begin', 'write cut', 'rollback']);
  });
});
