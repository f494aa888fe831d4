import { useMemo } from 'react';
import type { Field } from '../../../core/base/field.ts';
import type { Sample } from '../../../core/base/sample.ts';
import { OUT_PORT } from '../../../core/catalog/node-spec.ts';
import type { Flow, FlowNode, Problem } from '../../../core/flow/flow.ts';
import { edgesInto, nodeOf, reachable } from '../../../core/flow/graph.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { api } from '../../api/client.ts';
import type { Arriving, FormContext, WantedFields } from '../../forms/widget.ts';
import { useDocument } from '../../state/document.ts';
import { useInspection } from '../../state/inspection.ts';
import { usePreview } from '../../state/preview.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';

const NO_PROBLEMS: readonly Problem[] = [];
const NO_FIELDS = {};

/** Everything the form of a step may know; null when its settings cannot be read. */
export function useFormContext(node: FlowNode): FormContext | null {
  const flow = useDocument((state) => state.flow);
  const flowId = useDocument((state) => state.flowId);
  const setNodeConfig = useDocument((state) => state.setNodeConfig);
  const arriving = useInspection((state) => state.arriving[node.id]) ?? NO_FIELDS;
  const problems = useInspection((state) => state.byNode[node.id]) ?? NO_PROBLEMS;
  const steps = usePreview((state) => state.steps);
  const machineZone = useWorkspace(zoneOf);
  return useMemo(() => {
    const spec = catalog.get(node.kind);
    const parsed = spec?.config.safeParse(node.config);
    if (!spec || !parsed?.success || !flow || !flowId) return null;
    const config = parsed.data as Record<string, unknown>;
    const seen = steps[node.id];
    const samples = samplesAt(flow, node, (id) => steps[id]?.step.left, seen?.step.arrived);
    const ports = spec.inputs.length > 0 ? spec.inputs.map((port) => port.name) : [OUT_PORT];
    const own = seen?.step.left[OUT_PORT];
    const fresh = seen?.flow.nodes.find((one) => one.id === node.id)?.config === node.config;
    const fields = (port: string): Arriving => {
      if (spec.inputs.length === 0) return own ? withSamples(own.fields, own) : null;
      const known = (arriving as Record<string, Field[] | null>)[port];
      return known ? withSamples(known, samples[port]) : known === undefined && samples[port] ? withSamples(samples[port].fields, samples[port]) : null;
    };
    return {
      flowId,
      flowName: flow.name,
      parameters: flow.parameters,
      zone: flow.settings.zone || machineZone,
      node,
      role: spec.role,
      config,
      arriving: Object.fromEntries(ports.map((port) => [port, fields(port)])),
      feeders: feedersOf(flow, node),
      samples,
      left: fresh ? (own ?? null) : null,
      wanted: wantedBehind(flow, flowId, node),
      outcome: fresh && seen ? seen.step.facts.counts : null,
      problems,
      set: (changes) => setNodeConfig(node.id, { ...config, ...changes }, { merge: `set:${node.id}` }),
      undo: () => useDocument.getState().undo(),
      redo: () => useDocument.getState().redo(),
    };
  }, [node, flow, flowId, arriving, problems, steps, machineZone, setNodeConfig]);
}

/** Samples by input port: what left the steps before this one, else what arrived when it was previewed itself. */
function samplesAt(
  flow: Flow,
  node: FlowNode,
  leftBy: (id: string) => Record<string, Sample> | undefined,
  arrived: Record<string, Sample> | undefined,
): Record<string, Sample> {
  const samples: Record<string, Sample> = { ...arrived };
  for (const edge of edgesInto(flow, node.id)) {
    const sample = leftBy(edge.from.node)?.[edge.from.port];
    if (sample && edgesInto(flow, node.id, edge.to.port).length === 1) samples[edge.to.port] = sample;
  }
  return samples;
}

function withSamples(fields: readonly Field[], sample: Sample | undefined): readonly Field[] {
  if (!sample) return fields;
  const columns = new Map(sample.fields.map((field, i) => [field.name, i]));
  return fields.map((field) => {
    const at = columns.get(field.name);
    const row = at === undefined ? undefined : sample.rows.find((one) => one[at] !== null && one[at] !== '');
    const value = at === undefined ? undefined : row?.[at];
    return value === undefined || value === null || typeof value === 'object' ? field : { ...field, sample: String(value) };
  });
}

function feedersOf(flow: Flow, node: FlowNode): Record<string, string> {
  return Object.fromEntries(edgesInto(flow, node.id).map((edge) => [edge.to.port, nodeOf(flow, edge.from.node)?.name ?? '']));
}

/** Steps behind this one whose form names a table: its columns are what they want. */
function wantedBehind(flow: Flow, flowId: string, node: FlowNode): WantedFields[] {
  const behind = reachable(flow, node.id);
  return flow.nodes.flatMap((other): WantedFields[] => {
    if (!behind.has(other.id)) return [];
    const field = catalog
      .get(other.kind)
      ?.form.flatMap((section) => section.fields)
      .find((one) => one.widget === 'sql-table');
    const [table, path] = [other.config[field?.field ?? ''], other.config[field?.dependsOn ?? '']];
    if (!field || typeof table !== 'string' || typeof path !== 'string' || table === '' || path === '') return [];
    return [
      {
        step: other.name,
        read: () => api.design.targetFields({ flowId, from: { kind: 'file', path, table } }),
      },
    ];
  });
}
