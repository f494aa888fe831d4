import type { PreviewStep } from '../../../core/api/design-models.ts';
import type { Pin } from '../../../core/api/preview-models.ts';
import type { FlowNode } from '../../../core/flow/flow.ts';
import { outputsOf } from '../../../core/flow/kinds.ts';
import { catalog } from '../../../core/nodes/index.ts';

/** What a preview saw leave a step, as records to be pinned, by data output; null where nothing leaves it. */
export function recordsToPin(node: FlowNode, step: PreviewStep): Pin['ports'] | null {
  const spec = catalog.get(node.kind);
  if (!spec || spec.role === 'target' || spec.role === 'trigger') return null;
  const ports = outputsOf(spec, node.config).filter((port) => (port.carries ?? 'data') === 'data');
  const given = ports.flatMap(({ name }): [string, Pin['ports'][string]][] => {
    const sample = step.left[name];
    if (!sample) return [];
    const fields = sample.fields.map(({ name: field, type }) => ({ name: field, type }));
    return [[name, { fields, rows: sample.rows.slice(0, sample.first), origins: sample.origins.slice(0, sample.first) }]];
  });
  return given.length > 0 ? Object.fromEntries(given) : null;
}

/** The label of an output of a step. */
export function outputLabel(node: FlowNode, port: string): string {
  const spec = catalog.get(node.kind);
  return (spec ? outputsOf(spec, node.config) : []).find(({ name }) => name === port)?.label ?? port;
}
