import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FaultProxy } from './fault-proxy.ts';

let echo: Server;
let proxy: FaultProxy;

beforeEach(async () => {
  // Says back what it is told, and ends when it was told all.
  echo = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  proxy = await FaultProxy.start({ port: (echo.address() as AddressInfo).port });
});

afterEach(async () => {
  await proxy.close();
  await new Promise((resolve) => echo.close(resolve));
});

interface Talk {
  text: string;
  how: 'ended' | 'cut';
  ms: number;
}

function talk(said: string | Buffer, end = true): Promise<Talk> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const socket = connect(proxy.port, '127.0.0.1');
    const parts: Buffer[] = [];
    const over = (how: Talk['how']) => resolve({ text: Buffer.concat(parts).toString('latin1'), how, ms: performance.now() - begun });
    socket.on('data', (part) => parts.push(part));
    socket.on('end', () => over('ended'));
    socket.on('error', () => over('cut'));
    if (end) socket.end(said);
    else socket.write(said);
  });
}

test('without faults everything goes through, however much it is', async () => {
  const long = 'x'.repeat(3_000_000);
  const { text, how } = await talk(long);
  expect(text.length).toBe(long.length);
  expect(how).toBe('ended');
});

test('a line is cut at the byte, each way', async () => {
  proxy.faults = { cutAfter: { way: 'server', bytes: 4 } };
  expect(await talk('hello there')).toMatchObject({ text: 'hell', how: 'cut' });
  proxy.faults = { cutAfter: { way: 'client', bytes: 5 } };
  expect(await talk('hello there', false)).toMatchObject({ how: 'cut' });
});

test('what is held waits, and goes through when it is let go', async () => {
  proxy.faults = { hold: 'client' };
  let come = 0;
  proxy.faults.watch = () => {
    come++;
    return undefined;
  };
  const talking = talk('hello there');
  await expect.poll(() => proxy.open).toBe(1);
  expect(come).toBe(0);
  proxy.faults.hold = undefined;
  expect(await talking).toMatchObject({ text: 'hello there', how: 'ended' });
});

test('one way ends and the other goes on', async () => {
  proxy.faults = { halfCloseAfter: { way: 'server', bytes: 3 } };
  expect(await talk('hello', false)).toMatchObject({ text: 'hel', how: 'ended' });
});

test('bytes are turned around, and only those', async () => {
  proxy.faults = { garble: { way: 'server', from: 1, to: 3 } };
  expect((await talk('abcd')).text).toBe(`a${String.fromCharCode(0x62 ^ 0xff, 0x63 ^ 0xff)}d`);
});

test('refused, late and slow', async () => {
  proxy.faults = { refuse: true };
  expect(await talk('x')).toMatchObject({ text: '', how: 'cut' });
  proxy.faults = { delayMs: 40 };
  expect((await talk('x')).ms).toBeGreaterThan(75);
  proxy.faults = { bytesPerSecond: 10_000 };
  expect((await talk('x'.repeat(500))).ms).toBeGreaterThan(90);
});

test('what watches cuts before a piece or after it', async () => {
  proxy.faults = { watch: (piece, way) => (way === 'server' && piece.includes('now') ? 'cut-before' : undefined) };
  expect(await talk('not now', false)).toMatchObject({ text: '', how: 'cut' });
  proxy.faults = { watch: (piece, way) => (way === 'server' && piece.includes('now') ? 'cut-after' : undefined) };
  expect(await talk('and now', false)).toMatchObject({ text: 'and now', how: 'cut' });
});

test('all lines are cut at once, and none is left', async () => {
  const cut = talk('x', false);
  await expect.poll(() => proxy.open).toBe(1);
  proxy.cutAll();
  expect((await cut).how).toBe('cut');
  expect(proxy.open).toBe(0);
});
