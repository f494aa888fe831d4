import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Flow, flowSchema } from '../../flow/flow.ts';
import type { Client } from '../in-memory-pair.ts';

/** A node of a flow written down shortly. */
export function aNode(id: string, kind: string, config: Record<string, unknown>, column: number): Flow['nodes'][number] {
  return { id, kind, version: 1, name: id, position: { x: column * 240, y: 0 }, config };
}

/** A line between two nodes. */
export function anEdge(from: string, to: string, fromPort = 'out', toPort = 'in'): Flow['edges'][number] {
  return { id: `${from}-${to}`, from: { node: from, port: fromPort }, to: { node: to, port: toPort } };
}

/** Makes a flow with these nodes and lines in the workspace; `files` lie in its folder. */
export async function makeFlow(
  client: Client,
  name: string,
  content: { nodes: Flow['nodes']; edges: Flow['edges'] } & Partial<Pick<Flow, 'settings' | 'parameters'>>,
  files: Record<string, string> = {},
): Promise<{ flowId: string; flow: Flow; folder: string; version: number }> {
  const { flowId } = await client.flows.create({ name });
  const opened = await client.flows.get({ flowId });
  mkdirSync(opened.folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(opened.folder, file), text);
  const flow = flowSchema.parse({ ...opened.flow, ...content });
  const { version } = await client.flows.save({ flowId, flow, expectedVersion: opened.version });
  return { flowId, flow, folder: opened.folder, version };
}

/** Reads people.csv (one line too short) and writes out.csv. */
export const COPY_PEOPLE = {
  nodes: [aNode('read', 'csv-source', { path: 'people.csv' }, 0), aNode('write', 'csv-target', { path: 'out.csv' }, 1)],
  edges: [anEdge('read', 'write')],
};
export const PEOPLE = 'id,name\n007,Ann\n8,Bob\n9\n';

/** Waits until a run is over and gives what is kept of it. */
export async function untilOver(client: Client, runId: string): Promise<Awaited<ReturnType<Client['runs']['get']>>> {
  for await (const event of await client.runs.watch({ runId })) void event;
  return client.runs.get({ runId });
}

/** What an error of the contract looks like on the client's side, whatever the transport. */
export function contractError(code: string, reportCode: string): object {
  return expect.objectContaining({ code, defined: true, data: expect.objectContaining({ code: reportCode, message: expect.stringMatching(/\w/) }) });
}
