import { expect, test } from 'vitest';
import { OperationalError, UserError } from '../../base/errors.ts';
import { createRedactor } from '../../base/redact.ts';
import { redactedUse } from './redacted-use.ts';

const redactor = createRedactor(['hunter2']);

class Session {
  readonly #rows = [['hunter2']];
  readonly title = 'payroll';
  get open(): boolean {
    return this.#rows.length > 0;
  }
  async next(): Promise<string[][]> {
    return this.#rows;
  }
  async fail(): Promise<void> {
    throw new OperationalError('connection-lost', 'cut at hunter2', { retryable: true, cause: new Error('hunter2'), details: 'hunter2' });
  }
  failNow(): void {
    throw new Error('hunter2 was wrong');
  }
  async stream(): Promise<Session> {
    return new Session();
  }
  async *rows(): AsyncGenerator<number> {
    yield 1;
    throw new UserError('no', 'hunter2');
  }
}

test('errors lose secrets, however they come; data, fields and classes stay', async () => {
  const use = redactedUse(new Session(), redactor);
  expect([use.title, use.open, await use.next()]).toEqual(['payroll', true, [['hunter2']]]);
  const error = (await use.fail().catch((thrown: unknown) => thrown)) as OperationalError;
  expect(error).toMatchObject({ code: 'connection-lost', retryable: true, message: 'cut at •••', details: '•••' });
  expect(error.cause).toBeUndefined();
  expect(() => use.failNow()).toThrow(expect.objectContaining({ class: 'defect', message: expect.not.stringContaining('hunter2') }));
  const inner = await use.stream();
  await expect(inner.fail()).rejects.toMatchObject({ message: 'cut at •••' });
  const seen: number[] = [];
  await expect(
    (async () => {
      for await (const row of use.rows()) seen.push(row);
    })(),
  ).rejects.toMatchObject({ message: '•••' });
  expect(seen).toEqual([1]);
});

test('frozen and plain objects with methods are wrapped, too; an error that holds no secret is the same one', async () => {
  const plain = new UserError('not-allowed', 'No right to do that.');
  const use = redactedUse(
    Object.freeze({
      async send(): Promise<void> {
        throw plain;
      },
      async leak(): Promise<void> {
        throw new UserError('x', 'hunter2');
      },
    }),
    redactor,
  );
  await expect(use.send()).rejects.toBe(plain);
  await expect(use.leak()).rejects.toMatchObject({ message: '•••' });
});
