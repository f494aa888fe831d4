import { join } from 'node:path';
import type { TestEvent } from '../../api/connection-models.ts';
import { startable } from '../../engine/testing/startable.ts';
import type { AppOptions } from '../create-app.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, makeFlow } from './conformance-flows.ts';
import { kindsWithEcho } from './echo-nodes.ts';
import { echoKinds } from './echo-run.ts';
import { openApp, temporaryFolder } from './open-app.ts';

/** Options of an app that knows the echo system, with its key file in a folder that is gone after the test. */
export function echoOptions(changes: Partial<AppOptions> = {}): Partial<AppOptions> {
  return {
    workerFile: startable('core/app/testing/echo-worker.ts'),
    kinds: { catalog: kindsWithEcho, connections: echoKinds },
    vault: { file: join(temporaryFolder(), 'vault-key.txt') },
    ...changes,
  };
}

/** An app that knows the echo system. */
export function openEchoApp(changes: Partial<AppOptions> = {}): ReturnType<typeof openApp> {
  return openApp(echoOptions(changes));
}

/** Keeps a connection to an echo server for production. */
export function saveEcho(client: Client, port: number, password: string, name = 'Echo') {
  return client.connections.save({
    kind: 'echo',
    name,
    environment: 'production',
    config: { host: '127.0.0.1', port, user: 'me' },
    secrets: { password },
  });
}

/** A flow that asks the echo system and writes what it said. */
export function makeEchoFlow(client: Client, connection: string, config: Record<string, unknown> = {}, name = 'Asking') {
  return makeFlow(client, name, {
    nodes: [aNode('ask', 'echo-source', { connection, ...config }, 0), aNode('write', 'csv-target', { path: 'out.csv' }, 1)],
    edges: [anEdge('ask', 'write')],
  });
}

/** All that a test of a connection tells. */
export async function tested(client: Client, request: Parameters<Client['connections']['test']>[0]): Promise<TestEvent[]> {
  const events: TestEvent[] = [];
  for await (const event of await client.connections.test(request)) events.push(event);
  return events;
}
