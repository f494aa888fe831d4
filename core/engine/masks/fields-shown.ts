import type { Field } from '../../base/field.ts';
import { fieldsOfFlow, type KnownFields } from '../../flow/arriving.ts';
import { edgesInto } from '../../flow/graph.ts';
import { migrateNodes } from '../../flow/migrations.ts';
import type { RunExecution } from '../run-execution.ts';

/**
 * The fields at an input port, worked out from what the steps of this run have shown until now, records or not. Lines of which nothing is known bring
 * none; null when nothing is known of any.
 */
export function fieldsShownAt({ steps, job, deps }: RunExecution, nodeId: string, port: string): readonly Field[] | null {
  const known: Record<string, Record<string, Field[]>> = Object.create(null);
  for (const { plan, rejects } of steps) {
    const data = plan.outputs.filter((output) => output.carries === 'data');
    const [out] = data;
    // The names that a step has shown are those of one port: with several it is not known of which.
    if (!out || data.length > 1 || rejects.names.length === 0) continue;
    const fields = rejects.names.map((name): Field => ({ name, type: 'any' }));
    known[plan.nodeId] = { [out.port]: fields };
    for (const { port: other, carries } of plan.outputs)
      if (carries === 'reject' && plan.role === 'source') known[plan.nodeId] = { [out.port]: fields, [other]: fields };
  }
  const flow = migrateNodes(job.flow, deps.catalog);
  const { arriving, leaving } = fieldsOfFlow(flow, deps.catalog, known satisfies KnownFields);
  const all = arriving[nodeId]?.[port];
  if (all) return all;
  const found = new Map<string, Field>();
  for (const { from } of edgesInto(flow, nodeId, port)) for (const field of leaving[from.node]?.[from.port] ?? []) found.set(field.name, field);
  return found.size > 0 ? [...found.values()] : null;
}
