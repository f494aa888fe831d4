import { UserError } from '../../base/errors.ts';
import type { AnyNodeSpec, Catalog } from '../../catalog/catalog.ts';
import { dependsOnOthers, fanOutOf } from '../../catalog/fan-out.ts';
import { fieldsOfFlow } from '../../flow/arriving.ts';
import { checkFlow } from '../../flow/check.ts';
import type { Flow, FlowNode, Problem } from '../../flow/flow.ts';
import { topologicalOrder } from '../../flow/graph.ts';
import { outputNamed, outputsOf } from '../../flow/kinds.ts';
import { migrateNodes } from '../../flow/migrations.ts';
import type { ReplayChoice } from '../run-job.ts';
import { checkSteps } from './partners.ts';
import type { Plan, PlanLink, PlanMode, PlanStep } from './plan.ts';
import { branchesOf, fatesOf } from './plan-branches.ts';
import { cutForReplay, whoTakesPart } from './plan-cut.ts';
import { type Gathering, partnersOf, reachedFrom } from './plan-partners.ts';
import { orderReading } from './plan-reading.ts';

/** Warnings about the flow that belong into the log of a run: nothing in its numbers would tell. */
const DOUBTS: ReadonlySet<string> = new Set(['unknown-setting', 'fields-differ']);

/** What a plan is made from. */
export interface PlanRequest {
  readonly flow: Flow;
  readonly catalog: Catalog;
  readonly mode: PlanMode;
  readonly memoryBytes: number;
  /** Node id of the trigger that started the run; absent: a person did. */
  readonly startedBy?: string | undefined;
  /** What was found in the flow before, by the same checks: looking once more takes longer than the rest of the plan. Absent: it is looked at now. */
  readonly problems?: readonly Problem[] | undefined;
}

/** Smallest share of the memory budget a step is given, however many ask. */
const LEAST_MEMORY = 8 * 1024 * 1024;

/**
 * Decides everything about a run before it starts. Pure: the same flow, kinds and mode give the same plan.
 * Throws a UserError that lists the errors of the flow when a step that takes part is not ready.
 */
export function makePlan({ flow: asSaved, catalog, mode, memoryBytes, startedBy, problems: found }: PlanRequest): Plan {
  const flow = migrateNodes(asSaved, catalog);
  const choice = mode.kind === 'replay' ? mode.choice : null;
  const part = whoTakesPart(flow, catalog, startedBy);
  const cut = choice?.fromNode ? cutForReplay(flow, catalog, choice.fromNode, part.nodes) : { nodes: part.nodes, feeds: [] };
  const problems = found ?? checkFlow(flow, catalog);
  refuse(problems, part.nodes);
  if (cut.nodes.size === 0)
    throw new UserError('nothing-to-run', 'There is nothing to run: no source leads to a target.', {
      hint: 'Draw links from a source through to a target.',
    });

  const nodes = topologicalOrder(flow).order.filter((node) => cut.nodes.has(node.id));
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]));
  const lines = linksOf(flow, indexOf);
  const { arriving } = fieldsOfFlow(flow, catalog);
  const specs = nodes.map((node) => specOf(catalog, node));
  const roles = specs.map((spec) => spec.role);
  const feeds = cut.feeds.map((feed) => ({ to: indexOf.get(feed.node) ?? -1, toPort: feed.port }));
  const inputOf = (step: number, port: string) => specs[step]?.inputs.find((input) => input.name === port);
  const isFirst = (step: number, port: string) => inputOf(step, port)?.first === true;
  const isReference = (step: number, port: string) => isFirst(step, port) && inputOf(step, port)?.moves !== true;
  const isReject = (step: number, port: string) => outputNamed(specs[step], nodes[step]?.config, port)?.carries === 'reject';
  const graph = { count: nodes.length, links: lines, roles, isFirst, isReference, isReject, feeds };
  const branches = branchesOf(graph);
  const { readOrder, held } = orderReading(graph);
  const gatherings = nodes.map((node, index) => gatheringOf(specs[index] as AnyNodeSpec, node));
  const starts = new Set(nodes.flatMap(({ id }, index) => (choice && startsAt(choice, id) ? [index] : [])));
  const partners = choice && isPartial(choice) ? partnersOf(graph, gatherings, reachedFrom(graph, starts)) : [];
  if (partners.includes(true)) checkSteps(nodes.length);
  const links = lines.map(
    (link): PlanLink => (partners[link.to] || (partners[link.from] && isReference(link.to, link.toPort)) ? { ...link, partners: true } : link),
  );
  const keepInput = mode.kind === 'run' && flow.settings.capture !== 'none';
  const keepEvery = mode.kind === 'run' && flow.settings.capture === 'every';

  const steps = nodes.map((node, index): PlanStep => {
    const spec = specOf(catalog, node);
    const config: unknown = spec.config.parse(node.config);
    const inputs = spec.inputs
      .map((port) => ({
        port: port.name,
        links: links.filter((link) => link.to === index && link.toPort === port.name).map((link) => link.index),
        first: port.first === true,
        reference: port.first === true && port.moves !== true,
        held: held.has(`${index} ${port.name}`),
      }))
      .filter((input) => input.links.length > 0 || feeds.some((feed) => feed.to === index && feed.toPort === input.port));
    const outputs = outputsOf(spec, node.config)
      .filter((port) => port.carries !== 'start')
      .map((port) => ({
        port: port.name,
        carries: port.carries === 'reject' ? ('reject' as const) : ('data' as const),
        links: links.filter((link) => link.from === index && link.fromPort === port.name).map((link) => link.index),
      }));
    return {
      index,
      nodeId: node.id,
      name: node.name || spec.title,
      kind: node.kind,
      role: spec.role as PlanStep['role'],
      config,
      effects: spec.effects(config),
      fanOut: fanOutOf(spec, config),
      inputs,
      outputs,
      arriving: arriving[node.id] ?? {},
      branch: branches[index] ?? 'data',
      reading: choice && !choice.readOutside.includes(node.id) ? 'capture' : 'outside',
      ...(partners[index] ? { partners: true as const } : {}),
      ...(partners[index] && gatherings[index]?.dependsOnOthers ? { gathers: true as const } : {}),
      rejects: node.rejects ?? null,
      retry: node.retry ?? null,
      ...(node.timeoutMs === undefined ? {} : { timeoutMs: node.timeoutMs }),
      unknownEffects: node.unknownEffects ?? 'ask',
      capture: { output: keepInput && spec.role === 'source', inputs: keepEvery && spec.role !== 'source' },
    };
  });

  const spilling = specs.filter((spec) => spec.spills === true).length || specs.filter((spec) => spec.role === 'transform').length || 1;
  return {
    mode: mode.kind,
    steps,
    links,
    readOrder,
    feeds,
    commitOrder: steps.filter((step) => step.role === 'target').map((step) => step.index),
    skipped: [
      ...part.skipped,
      ...[...part.nodes]
        .filter((id) => !cut.nodes.has(id))
        .map((id) => ({
          nodeId: id,
          name: flow.nodes.find((node) => node.id === id)?.name ?? id,
          reason: 'It stands before the step this replay starts at, or on another way.',
        })),
    ],
    notes: part.notes,
    doubts: problems.flatMap(({ severity, code, node, message, hint = '' }) =>
      severity === 'warning' && DOUBTS.has(code) && node !== undefined && cut.nodes.has(node) ? [{ nodeId: node, code, message: `${message} ${hint}` }] : [],
    ),
    fates: feeds.length > 0 || choice?.settle || choice?.keys || partners.includes(true) ? 'origins' : fatesOf(graph, branches, steps),
    memoryPerStep: Math.max(LEAST_MEMORY, Math.floor(memoryBytes / spilling)),
  };
}

/** Whether a replay takes only some of the records. */
export function isPartial({ ordinals, keys }: Pick<ReplayChoice, 'ordinals' | 'keys'>): boolean {
  return ordinals !== null || keys !== undefined;
}

/** Whether records that a replay takes come from this node. */
function startsAt({ fromNode, ordinals, keys }: ReplayChoice, nodeId: string): boolean {
  if (fromNode !== null) return nodeId === fromNode;
  return keys?.nodeId === nodeId || (ordinals?.[nodeId]?.length ?? 0) > 0;
}

/** What a node says of its records depending on one another. */
export function gatheringOf(spec: AnyNodeSpec, node: FlowNode): Gathering {
  const config: unknown = spec.config.parse(node.config);
  const effects = spec.effects(config);
  return {
    name: node.name || spec.title,
    nodeId: node.id,
    dependsOnOthers: dependsOnOthers(spec, config),
    writes: effects === 'repeat-safe-write' || effects === 'appending-write',
  };
}

function specOf(catalog: Catalog, node: FlowNode): AnyNodeSpec {
  const spec = catalog.get(node.kind);
  if (!spec) throw new UserError('unknown-kind', `This version of Swivel does not know the kind "${node.kind}".`, { place: { node: node.id } });
  return spec;
}

function linksOf(flow: Flow, indexOf: ReadonlyMap<string, number>): PlanLink[] {
  const edges = [...flow.edges].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  return edges
    .flatMap((edge) => {
      const [from, to] = [indexOf.get(edge.from.node), indexOf.get(edge.to.node)];
      return from === undefined || to === undefined ? [] : [{ edgeId: edge.id, from, fromPort: edge.from.port, to, toPort: edge.to.port }];
    })
    .map((link, index) => ({ index, ...link }));
}

function refuse(problems: readonly Problem[], nodes: ReadonlySet<string>): void {
  const errors = problems.filter((problem) => problem.severity === 'error' && (problem.node === undefined || nodes.has(problem.node)));
  const [first] = errors;
  if (!first) return;
  const more = errors.length - 1;
  throw new UserError('flow-not-ready', more > 0 ? `${first.message} (and ${more} more ${more === 1 ? 'problem' : 'problems'})` : first.message, {
    hint: first.hint ?? 'Open the list of problems in the designer.',
    place: { ...(first.node === undefined ? {} : { node: first.node }), ...(first.field === undefined ? {} : { field: first.field }) },
    details: errors.map((problem) => `${problem.code}${problem.node ? ` (${problem.node})` : ''}: ${problem.message}`).join('\n'),
  });
}
