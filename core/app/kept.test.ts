import { expect, test } from 'vitest';
import { aNode, anEdge, makeFlow } from './testing/conformance-flows.ts';
import { openApp, temporaryFolder } from './testing/open-app.ts';

test('each window keeps its own texts over a restart, beside those that all share', async () => {
  const workspace = temporaryFolder();
  const first = await openApp({ workspace });
  expect(await first.client.kept.all({ window: 1 })).toEqual({});
  await first.client.kept.keep({ window: 1, texts: { layout: 'wide', place: '#/flow/a' } });
  await first.client.kept.keep({ window: 1, texts: { layout: 'narrow' } });
  await first.client.kept.keep({ window: 2, texts: { layout: 'tall' } });
  await first.client.kept.keep({ window: 0, texts: { shortcuts: '{}' } });
  await first.app.close(0);
  const { client } = await openApp({ workspace });
  const windows = await Promise.all([0, 1, 2, 3].map((window) => client.kept.all({ window })));
  expect(windows).toEqual([{ shortcuts: '{}' }, { layout: 'narrow', place: '#/flow/a' }, { layout: 'tall' }, {}]);
  await expect(client.kept.keep({ window: 1, texts: { 'No Name': '' } })).rejects.toThrow();
});

test('what follows what is counted over all stored flows, as they were saved last', async () => {
  const { client } = await openApp();
  const before = await client.flows.kindPairs();
  expect(before['read-toy write-toy']).toBeUndefined();
  const steps = (last: string) => ({ nodes: [aNode('a', 'read-toy', {}, 0), aNode('b', last, {}, 1)], edges: [anEdge('a', 'b')] });
  const { flowId, flow, version } = await makeFlow(client, 'One', steps('write-toy'));
  await makeFlow(client, 'Two', steps('write-toy'));
  expect((await client.flows.kindPairs())['read-toy write-toy']).toBe(2);
  await client.flows.save({ flowId, flow: { ...flow, ...steps('sort-toy') }, expectedVersion: version });
  expect(await client.flows.kindPairs()).toMatchObject({ 'read-toy write-toy': 1, 'read-toy sort-toy': 1 });
  await client.flows.remove({ flowId });
  expect(await client.flows.kindPairs()).toEqual({ ...before, 'read-toy write-toy': 1 });
});
