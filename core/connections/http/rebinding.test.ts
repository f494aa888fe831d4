import { expect, test, vi } from 'vitest';
import { httpEnds } from '../testing/http-ends.ts';

/** Two addresses of this machine stand for a public and an internal one, since nothing public can be listened at here. */
vi.mock('./address-rules.ts', () => ({ isInternalAddress: (address: string) => address === '127.0.0.2' }));
const answers: string[] = [];
vi.mock('node:dns', async (original) => ({
  ...(await original<typeof import('node:dns')>()),
  lookup: (_host: string, _options: object, callback: (error: null, found: { address: string; family: number }[]) => void) =>
    callback(null, [{ address: answers.shift() ?? '127.0.0.2', family: 4 }]),
}));

const { serve, open } = httpEnds();

test('a name that stands for a public address when it is checked and an internal one later reaches nothing inside', async () => {
  const outside = await serve((_request, response) => void response.writeHead(200, { connection: 'close' }).end('outside'));
  const inside = await serve((_request, response) => void response.end('inside'), { host: '127.0.0.2' });
  answers.push('127.0.0.1', '127.0.0.2', '127.0.0.2');
  const { ask } = await open({ address: `http://public.example:${outside.port}`, internal: false });
  expect((await ask({})).text).toBe('outside');
  await expect(ask({})).rejects.toMatchObject({ code: 'address-not-allowed' });
  expect(inside.arrived).toEqual([]);
});

test('a redirect to an internal address is judged like the first', async () => {
  const inside = await serve((_request, response) => void response.end('inside'), { host: '127.0.0.2' });
  const at = await serve((request, response) => {
    const to = request.path === '/name' ? `http://other.example:${inside.port}/` : `http://127.0.0.2:${inside.port}/latest/meta-data`;
    response.writeHead(302, { location: to }).end();
  });
  const { ask } = await open({ address: `http://127.0.0.1:${at.port}`, internal: false });
  answers.length = 0;
  for (const url of ['/name', '/address']) await expect(ask({ url }), url).rejects.toMatchObject({ code: 'address-not-allowed', class: 'user' });
  expect([at.arrived.length, inside.arrived.length]).toEqual([2, 0]);
});
