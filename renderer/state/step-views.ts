import type { PreviewStep } from '../../core/api/design-models.ts';
import type { RunDetail } from '../../core/api/run-models.ts';
import type { StepFacts } from '../../core/base/run-facts.ts';
import type { Sample } from '../../core/base/sample.ts';
import { REJECT_PORT } from '../../core/catalog/node-spec.ts';
import type { Flow, FlowNode } from '../../core/flow/flow.ts';
import { edgesInto, nodeOf, topologicalOrder } from '../../core/flow/graph.ts';
import { outputsOf } from '../../core/flow/kinds.ts';
import { catalog } from '../../core/nodes/index.ts';
import { language, t, told } from '../i18n/i18n.ts';
import type { DrawerStep, PortSample, StepView } from '../ui/record-drawer/data-provider.ts';
import { useDocument } from './document.ts';
import { mayBeKept, moreRecords, wholeValues } from './more-records.ts';
import type { SeenStep } from './preview.ts';
import { placeKey } from './run-samples.ts';
import { sampleWords } from './sample-words.ts';
import { useWalk } from './walk.ts';

const FILTERED = 'filtered';
const DUPLICATES = 'duplicates';
type Port = { name: string; label: string };

/** The steps in the order in which records pass them, without triggers. */
export function stepsOfFlow(flow: Flow): DrawerStep[] {
  return topologicalOrder(flow)
    .order.map((node) => ({ nodeId: node.id, name: node.name, role: catalog.get(node.kind)?.role ?? ('unknown' as const) }))
    .filter((step) => step.role !== 'trigger');
}

/** A previewed step as the drawer shows it; null when the preview did not get to it. */
export function viewOfPreview({ step, takenAt, flow }: SeenStep, node: FlowNode, stale: boolean): StepView | null {
  if (notReached(step.facts)) return null;
  const spec = catalog.get(node.kind);
  const { look } = step;
  const named = (samples: PreviewStep['left'], ports: readonly Port[], side: 'arrived' | 'left'): PortSample[] =>
    ports.flatMap(({ name, label }) => {
      const sample = samples[name];
      if (!sample) return [];
      const more =
        look === undefined ? {} : { more: moreRecords(useDocument.getState().flowId ?? flow.id, { nodeId: node.id, look, side, port: name }, sample.total) };
      return [{ port: name, label, sample, ...more }];
    });
  const { rejected, filtered, duplicates } = step.facts.counts;
  const [before, after] = [named(step.arrived, spec?.inputs ?? [], 'arrived'), spec?.role === 'target' ? [] : named(step.left, dataOutputs(node), 'left')];
  return {
    from: 'preview',
    sampled:
      step.given && !(step.sample?.kind === 'typed' && step.sample.nodeId === node.id)
        ? useWalk.getState().edits[node.id]
          ? t('that were changed for this walk')
          : t('that are pinned here')
        : sampleWords(step.sample),
    before,
    after,
    renamed: renamedBy(node, before, after),
    rejected: step.left[REJECT_PORT] ?? null,
    filtered: step.left[FILTERED] ?? null,
    duplicates: step.left[DUPLICATES] ?? null,
    counts: { rejected, filtered, duplicates },
    leftOutBy: leftOutBy(node),
    wouldDo: step.wouldDo ?? null,
    ...(step.notices ? { notices: step.notices } : {}),
    error: step.facts.error ?? null,
    takenAt,
    stale,
  };
}

/** A step of a finished run as the drawer shows it; what arrived is what left the steps before it. Null when it did not get there. */
export function viewOfRun(detail: RunDetail, samples: Readonly<Record<string, Sample>>, nodeId: string, stale: boolean): StepView | null {
  const node = nodeOf(detail.flow, nodeId);
  const facts = detail.steps.find((step) => step.nodeId === nodeId);
  if (!node || !facts || notReached(facts)) return null;
  const spec = catalog.get(node.kind);
  const at = (id: string, port: string): Sample | null => samples[placeKey(id, port)] ?? null;
  const whole = (id: string, port: string, { cut, total }: Sample) =>
    cut && mayBeKept(detail, id, port) ? { more: wholeValues(detail, id, port, total) } : {};
  const before = edgesInto(detail.flow, nodeId).flatMap((edge): PortSample[] => {
    const sample = at(edge.from.node, edge.from.port);
    if (!sample) return [];
    const several = edgesInto(detail.flow, nodeId, edge.to.port).length > 1;
    const label = spec?.inputs.find((port) => port.name === edge.to.port)?.label ?? edge.to.port;
    const feeder = nodeOf(detail.flow, edge.from.node)?.name ?? edge.from.node;
    return [
      {
        port: several ? edge.id : edge.to.port,
        label: several ? t('{{port}} from {{step}}', { port: told(label), step: feeder }) : told(label),
        sample,
        ...whole(edge.from.node, edge.from.port, sample),
      },
    ];
  });
  const after = dataOutputs(node).flatMap(({ name, label }): PortSample[] => {
    const sample = at(nodeId, name);
    return sample ? [{ port: name, label, sample, ...whole(nodeId, name, sample) }] : [];
  });
  const { rejected, filtered, duplicates } = facts.counts;
  return {
    from: 'run',
    before,
    after: spec?.role === 'target' ? [] : after,
    renamed: renamedBy(node, before, after),
    rejected: at(nodeId, REJECT_PORT),
    filtered: at(nodeId, FILTERED),
    duplicates: at(nodeId, DUPLICATES),
    counts: { rejected, filtered, duplicates },
    leftOutBy: leftOutBy(node),
    wouldDo: detail.wouldDo.find((one) => one.nodeId === nodeId) ?? null,
    error: facts.error ?? null,
    takenAt: detail.run.finishedAt,
    stale,
  };
}

/** Where the data of a step was kept: at its own ports, and at those that feed it. */
export function placesOf(flow: Flow, nodeId: string): { nodeId: string; port: string }[] {
  const node = nodeOf(flow, nodeId);
  const own = node ? [...dataOutputs(node).map((port) => port.name), REJECT_PORT, FILTERED, DUPLICATES] : [];
  return [...own.map((port) => ({ nodeId, port })), ...edgesInto(flow, nodeId).map((edge) => ({ nodeId: edge.from.node, port: edge.from.port }))];
}

function dataOutputs(node: FlowNode): readonly Port[] {
  const kind = catalog.get(node.kind);
  return (kind ? outputsOf(kind, node.config) : []).filter((port) => (port.carries ?? 'data') === 'data');
}

/** Fields that a step's settings give another name, new name to old: also where their values were converted on the way. */
function renamedBy(node: FlowNode, before: readonly PortSample[], after: readonly PortSample[]): ReadonlyMap<string, string> {
  const spec = catalog.get(node.kind);
  const config = spec?.madeOf && spec.config.safeParse(node.config);
  const arriving = before[0]?.sample.fields.map((field) => field.name);
  if (!spec || !config?.success || !arriving) return new Map();
  const leaving = after[0]?.sample.fields.map((field) => field.name) ?? [];
  return new Map(
    leaving.flatMap((name): [string, string][] => {
      const made = spec.madeOf?.(config.data, name, arriving);
      const [old] = made?.copied ? made.from : [];
      return old === undefined || old === name ? [] : [[name, old]];
    }),
  );
}

/** What a step lets through and what it takes for the same, in its own words; nothing where its settings are not valid. */
function leftOutBy(node: FlowNode): NonNullable<StepView['leftOutBy']> {
  const spec = catalog.get(node.kind);
  const config = spec?.config.safeParse(node.config);
  if (!spec || !config?.success) return {};
  // A summary that was cut ends in its own dots.
  const summary = told(spec.summary(config.data, language())).replace(/\s*…$/, ' …');
  return {
    filtered: t('Left out by {{step}}, which is set to: {{summary}}.', { step: node.name, summary }).replace(/…\.$/, '…'),
    duplicates: t('Dropped by {{step}}, which is set to: {{summary}}.', { step: node.name, summary }).replace(/…\.$/, '…'),
  };
}

function notReached({ status }: StepFacts): boolean {
  return status === 'waiting' || status === 'skipped';
}
