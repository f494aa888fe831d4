import { expect, it } from 'vitest';
import type { EngineEvent, FromWorker } from '../threads/messages.ts';
import { Outbox } from './outbox.ts';

function sent() {
  const messages: FromWorker[] = [];
  return { messages, outbox: new Outbox(7, (message) => messages.push(message)) };
}
const readings: EngineEvent = { kind: 'readings', nodeId: 'read', readings: [] };
const partFile: EngineEvent = { kind: 'part-file', nodeId: 'write', path: '/a.part' };

it('sends what nobody waits for along with what cannot wait, in order', () => {
  const { messages, outbox } = sent();
  outbox.tell(readings);
  outbox.tell(readings);
  expect(messages).toEqual([]);
  outbox.tell(partFile, 3);
  const events = [
    { id: 0, event: readings },
    { id: 0, event: readings },
    { id: 3, event: partFile },
  ];
  expect(messages).toEqual([{ kind: 'events', run: 7, events }]);
});

it('sends a half product at once, also where nobody waits: should the thread be ended, it is known', () => {
  const { messages, outbox } = sent();
  outbox.tell(readings);
  outbox.tell(partFile);
  expect(messages.map((message) => message.kind === 'events' && message.events.map(({ id }) => id))).toEqual([[0, 0]]);
});

it('sends it when the thread rests, and not twice', async () => {
  const { messages, outbox } = sent();
  outbox.tell(readings);
  await new Promise((resolve) => setImmediate(resolve));
  expect(messages).toEqual([{ kind: 'events', run: 7, events: [{ id: 0, event: readings }] }]);
  outbox.flush();
  expect(messages).toHaveLength(1);
});

it('does not gather without end', () => {
  const { messages, outbox } = sent();
  for (let count = 0; count < 100; count++) outbox.tell(readings);
  expect(messages.length).toBeGreaterThan(1);
});
