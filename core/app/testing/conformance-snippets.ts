import { expect } from 'vitest';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, contractError, makeFlow } from './conformance-flows.ts';

const SHOUT = { language: 'javascript' as const, style: 'record' as const, code: 'record.name = record.name.toUpperCase();\nreturn record;', fields: [] };
const WHISPER = { ...SHOUT, code: 'record.name = record.name.toLowerCase();\nreturn record;' };

/** Calls every procedure of the library of snippets, with the errors it declares. */
export async function callSnippets(client: Client): Promise<void> {
  const { snippets } = client;
  const saved = await snippets.save({ name: 'Shout', description: '', content: SHOUT });
  const { snippetId } = saved;
  expect(saved).toEqual({ snippetId, version: 1 });
  await expect(snippets.save({ name: 'Shout', description: '', content: WHISPER })).rejects.toEqual(contractError('CONFLICT', 'snippet-name-taken'));
  expect(await snippets.describe({ snippetId, name: 'Louder', description: 'Capitals' })).toEqual({ ok: true });
  const library = { id: snippetId, name: 'Louder', version: 1 };
  const { flowId } = await makeFlow(
    client,
    'Linked',
    {
      nodes: [aNode('read', 'csv-source', { path: 'people.csv' }, 0), aNode('code', 'code-snippet', { ...SHOUT, library }, 1)],
      edges: [anEdge('read', 'code')],
    },
    { 'people.csv': 'name\nAnn\nBob\n' },
  );
  expect(await snippets.saveVersion({ snippetId, content: WHISPER, note: 'quieter', expectedVersion: 1 })).toEqual({ snippetId, version: 2 });
  const late = snippets.saveVersion({ snippetId, content: SHOUT, note: '', expectedVersion: 1 });
  await expect(late).rejects.toMatchObject({ code: 'CONFLICT', defined: true });
  expect(await snippets.list()).toMatchObject([{ snippetId, name: 'Louder', description: 'Capitals', version: 2, content: WHISPER, steps: 1 }]);
  const { users, versions } = await snippets.get({ snippetId });
  expect(versions.map(({ version, note, content }) => ({ version, note, code: content.code }))).toEqual([
    { version: 2, note: 'quieter', code: WHISPER.code },
    { version: 1, note: '', code: SHOUT.code },
  ]);
  expect(users).toMatchObject([{ flowId, nodeId: 'code', version: 1, state: 'behind' }]);
  expect(await snippets.ofFlow({ flowId })).toMatchObject([{ nodeId: 'code', reference: library, state: 'behind', newest: 2 }]);
  expect(await snippets.tryUpdate({ snippetId, version: 2, flowId, nodeId: 'code' })).toMatchObject({
    verdict: 'differs',
    records: 2,
    examples: [{ record: 1, field: 'name', before: 'ANN', after: 'ann' }, { record: 2 }],
  });
  const [user] = users;
  const steps = [{ flowId, nodeId: 'code', flowVersion: user?.flowVersion ?? 0 }];
  expect(await snippets.takeOver({ snippetId, version: 2, steps })).toEqual({ flows: [{ flowId, version: (user?.flowVersion ?? 0) + 1 }] });
  await expect(snippets.takeOver({ snippetId, version: 1, steps })).rejects.toMatchObject({ code: 'CONFLICT', defined: true });
  expect(await snippets.ofFlow({ flowId })).toMatchObject([{ state: 'current' }]);
  expect(await snippets.remove({ snippetId })).toEqual({ ok: true });
  await expect(snippets.get({ snippetId })).rejects.toMatchObject({ code: 'NOT_FOUND', defined: true });
  expect(await snippets.ofFlow({ flowId })).toMatchObject([{ state: 'unknown' }]);
}
