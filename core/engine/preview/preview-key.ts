import { createHash } from 'node:crypto';
import { encodeValue, stableStringify } from '../../base/json.ts';
import type { Sample } from '../../base/sample.ts';
import type { Value } from '../../base/value.ts';
import type { FlowNode } from '../../flow/flow.ts';
import type { SourceReading } from '../node-door.ts';
import type { PreviewJob } from '../run-job.ts';
import type { PreviewInputs, PreviewReading } from './preview-setup.ts';

const DAY = 86_400_000;

/** Names everything a step's result depends on: its settings, what arrives, the sample, the parameters, the zone and the day. */
export function previewKey(node: FlowNode, inputs: PreviewInputs, job: PreviewJob, { limit, sample }: PreviewReading): string {
  const given = job.given?.[node.id];
  return digest({
    node: [node.id, node.kind, node.version, node.name, node.config, node.rejects ?? null],
    inputs: inputs.ports.map((port) => [port.name, port.keys]),
    parameters: job.parameters,
    zone: job.zone,
    day: Math.floor(job.startedAt / DAY),
    limit,
    sample,
    given: given === undefined ? null : encodedGiven(given),
    connections: connectionsOf(node, job),
    happening: job.happening ?? null,
  });
}

/** What is known of the connections that a step's settings name: other settings, secrets or another environment may give other records. */
function connectionsOf(node: FlowNode, { connections = [] }: PreviewJob): unknown[] {
  if (connections.length === 0) return [];
  const config = JSON.stringify(node.config);
  return connections
    .filter(({ id }) => config.includes(id))
    .map(({ id, kind, environment, revision, trouble }) => [id, kind, environment, revision, trouble?.code ?? null]);
}

/** Names what a source gave: the same when it read the same again. */
export function contentKey(key: string, readings: readonly SourceReading[], left: Readonly<Record<string, Sample>>): string {
  const rows = Object.entries(left).map(([port, sample]) => [
    port,
    sample.total,
    sample.fields,
    sample.rows.map((row) => row.map((value: Value) => encodeValue(value))),
  ]);
  return digest({ key, readings, rows });
}

function encodedGiven(given: NonNullable<PreviewJob['given']>[string]) {
  return Object.entries(given).map(([port, { fields, rows, origins }]) => [
    port,
    fields.map(({ name, type }) => [name, type]),
    rows.map((row) => row.map((value) => encodeValue(value))),
    origins ?? null,
  ]);
}

function digest(thing: unknown): string {
  return createHash('sha1').update(stableStringify(thing, 0)).digest('base64');
}
