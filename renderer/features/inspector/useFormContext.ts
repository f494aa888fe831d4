import { useMemo } from 'react';
import type { Field } from '../../../core/base/field.ts';
import type { Sample } from '../../../core/base/sample.ts';
import { OUT_PORT } from '../../../core/catalog/node-spec.ts';
import { tableNameSchema } from '../../../core/catalog/shapes.ts';
import { setConfig } from '../../../core/flow/edit.ts';
import type { Flow, FlowNode, Problem } from '../../../core/flow/flow.ts';
import { edgesInto, nodeOf, reachable } from '../../../core/flow/graph.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { api } from '../../api/client.ts';
import { settingAt, withSetting } from '../../forms/config-path.ts';
import type { Arriving, FormContext, WantedFields } from '../../forms/widget.ts';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { useInspection } from '../../state/inspection.ts';
import { usePreview } from '../../state/preview.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';

const NO_PROBLEMS: readonly Problem[] = [];
const NO_FIELDS = {};

/** Everything the form of a step may know; null when its settings cannot be read. */
export function useFormContext(node: FlowNode, showHelp: (field: string) => void): FormContext | null {
  const flow = useDocument((state) => state.flow);
  const flowId = useDocument((state) => state.flowId);
  const folder = useDocument((state) => state.folder);
  const setNodeConfig = useDocument((state) => state.setNodeConfig);
  const arriving = useInspection((state) => state.arriving[node.id]) ?? NO_FIELDS;
  const problems = useInspection((state) => state.byNode[node.id]) ?? NO_PROBLEMS;
  const offered = useInspection((state) => state.offered[node.id]);
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
      if (spec.inputs.length === 0) return offered ? withSamples(offered, own) : own ? withSamples(own.fields, own) : null;
      const known = (arriving as Record<string, Field[] | null>)[port];
      return known ? withSamples(known, samples[port]) : known === undefined && samples[port] ? withSamples(samples[port].fields, samples[port]) : null;
    };
    return {
      flowId,
      flowName: flow.name,
      folder,
      parameters: flow.parameters,
      zone: flow.settings.zone || machineZone,
      node,
      role: spec.role,
      config,
      defaults: spec.defaults as Record<string, unknown>,
      arriving: Object.fromEntries(ports.map((port) => [port, fields(port)])),
      feeders: feedersOf(flow, node),
      samples,
      left: fresh ? (own ?? null) : null,
      wanted: wantedBehind(flow, flowId, node),
      outcome: fresh && seen ? seen.step.facts.counts : null,
      problems,
      set: (changes) => setNodeConfig(node.id, { ...config, ...changes }, { merge: `set:${node.id}` }),
      reset: (paths, what) => {
        const next = paths.reduce((now, path) => withSetting(now, path, structuredClone(settingAt(spec.defaults as Record<string, unknown>, path))), {
          ...node.config,
          ...config,
        });
        useDocument.getState().apply(t('Reset {{what}} of {{name}}', { what, name: node.name }), (now) => setConfig(now, node.id, next));
      },
      showHelp,
      undo: () => useDocument.getState().undo(),
      redo: () => useDocument.getState().redo(),
    };
  }, [node, flow, flowId, folder, arriving, offered, problems, steps, machineZone, setNodeConfig, showHelp]);
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
      .find((one) => one.widget === 'sql-table' || one.widget === 'db-table');
    if (field?.widget === 'db-table') {
      const chosen = tableNameSchema.safeParse(other.config[field.field]);
      const connectionId = other.config[field.dependsOn ?? ''];
      if (!chosen.success || chosen.data.name === '' || typeof connectionId !== 'string' || connectionId === '') return [];
      const { schema, name } = chosen.data;
      const from = { kind: 'table' as const, connectionId, table: { schema: schema === '' ? null : schema, name } };
      return [{ step: other.name, read: () => api.design.targetFields({ flowId, from }) }];
    }
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
