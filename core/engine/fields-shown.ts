import type { Field } from '../base/field.ts';
import { type FieldsByPort, fieldsOfFlow, type KnownFields } from '../flow/arriving.ts';
import { migrateNodes } from '../flow/migrations.ts';
import type { RunExecution } from './run-execution.ts';

/** The fields at every port of the flow, worked out from what the sources of this run have shown until now, records or not. */
export function fieldsShown({ steps, job, deps }: RunExecution): { arriving: FieldsByPort; leaving: FieldsByPort } {
  const known: Record<string, Record<string, Field[]>> = Object.create(null);
  for (const { plan, rejects } of steps) {
    const out = plan.outputs.find((output) => output.carries === 'data');
    if (plan.role !== 'source' || !out || rejects.names.length === 0) continue;
    known[plan.nodeId] = { [out.port]: rejects.names.map((name) => ({ name, type: 'any' })) };
  }
  return fieldsOfFlow(migrateNodes(job.flow, deps.catalog), deps.catalog, known satisfies KnownFields);
}
