import { expect, test } from 'vitest';
import { EventStream } from './event-stream.ts';

async function take<T>(stream: EventStream<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const event of stream) all.push(event);
  return all;
}

test('events come in order, those pushed before the listener pulls too, and the end ends the loop', async () => {
  const stream = new EventStream<number>();
  stream.push(1);
  const taken = take(stream);
  stream.push(2);
  await Promise.resolve();
  stream.push(3);
  stream.end();
  stream.push(4);
  expect(await taken).toEqual([1, 2, 3]);
});

test('a newer event takes the place of an older one that nobody has pulled, behind what came between', async () => {
  const stream = new EventStream<string>({ replaces: (newer, older) => newer[0] === 'p' && older[0] === 'p' });
  for (const event of ['a', 'p1', 'b', 'p2', 'p3']) stream.push(event);
  stream.end();
  expect(await take(stream)).toEqual(['a', 'b', 'p3']);
});

test.each([
  ['leaving the loop', async (stream: EventStream<number>) => void (await stream.return())],
  ['the signal', async (_: EventStream<number>, abort: AbortController) => abort.abort()],
  ['the end', async (stream: EventStream<number>) => stream.end()],
  ['disposing', (stream: EventStream<number>) => stream[Symbol.asyncDispose]()],
])('%s wakes a waiting pull and closes once', async (_, leave) => {
  let closed = 0;
  const abort = new AbortController();
  const stream = new EventStream<number>({ signal: abort.signal, closed: () => closed++ });
  const waiting = stream.next();
  await leave(stream, abort);
  expect(await waiting).toEqual({ done: true, value: undefined });
  stream.end();
  abort.abort();
  expect(closed).toBe(1);
});

test('a stream whose signal was raised before gives nothing', async () => {
  const stream = new EventStream<number>({ signal: AbortSignal.abort() });
  stream.push(1);
  expect(await take(stream)).toEqual([]);
});
