import { expect } from 'vitest';
import type { Client } from '../in-memory-pair.ts';
import { contractError } from './conformance-flows.ts';

const NOBODY = { host: '127.0.0.1', port: 9 };
const HTTP = { address: `http://${NOBODY.host}:${NOBODY.port}`, signIn: 'none', internal: true };

/** Calls every procedure about connections, with the errors it declares, without a secret and without a system that answers. */
export async function callConnections(client: Client): Promise<void> {
  const { connections } = client;
  const save = { kind: 'http', name: 'HR', environment: 'production' as const, config: HTTP };
  const saved = await connections.save(save);
  const { connectionId, revision } = saved;
  expect(saved).toMatchObject({ kind: 'http', family: 'http', environments: { production: { set: true, trouble: null }, test: { set: false } } });
  await expect(connections.save(save)).rejects.toEqual(contractError('CONFLICT', 'connection-name-taken'));
  await expect(connections.save({ ...save, connectionId, revision: revision - 1 })).rejects.toEqual(contractError('CONFLICT', 'connection-changed-elsewhere'));
  await expect(connections.save({ ...save, name: 'X', config: { address: 5 } })).rejects.toEqual(contractError('USER', 'connection-wrong'));
  expect(await connections.rename({ connectionId, name: 'HR API' })).toMatchObject({ name: 'HR API', configs: { test: null } });
  expect(await connections.list()).toMatchObject([{ connectionId, name: 'HR API', usedBy: [] }]);
  expect(await connections.get({ connectionId })).toMatchObject({ configs: { production: { address: HTTP.address } } });
  await expect(connections.get({ connectionId: 'nobody' })).rejects.toEqual(contractError('NOT_FOUND', 'connection-not-found'));
  expect(await connections.usedBy({ connectionId })).toEqual([]);

  const events: unknown[] = [];
  for await (const event of await connections.test({ connectionId, environment: 'production' })) events.push(event);
  expect(events.at(-1)).toMatchObject({ kind: 'finished', ok: false });
  expect(events.length).toBeGreaterThan(1);
  for await (const event of await connections.test({ connectionId, environment: 'production' })) if (event.kind === 'part') break;

  expect(await connections.environment()).toEqual({ current: 'production' });
  expect(await connections.setEnvironment({ environment: 'test' })).toMatchObject({ current: 'test' });
  expect(await connections.setEnvironment({ environment: 'production' })).toMatchObject({ current: 'production' });
  expect(await connections.vault()).toMatchObject({ state: 'empty', secrets: 0, otherKey: 0, trouble: null });
  expect(await connections.unlock()).toMatchObject({ state: 'empty' });
  expect(await connections.startAnew()).toMatchObject({ state: 'empty' });

  const notFit = contractError('USER', 'connection-not-fit');
  await expect(connections.tables({ connectionId })).rejects.toEqual(notFit);
  await expect(connections.tableShape({ connectionId, table: { schema: null, name: 'people' } })).rejects.toEqual(notFit);
  await expect(connections.queryColumns({ connectionId, sql: 'SELECT 1' })).rejects.toEqual(notFit);
  await expect(connections.folder({ connectionId })).rejects.toEqual(notFit);
  expect(await connections.remove({ connectionId })).toEqual({ ok: true });
  await expect(connections.remove({ connectionId })).rejects.toEqual(contractError('NOT_FOUND', 'connection-not-found'));
}
