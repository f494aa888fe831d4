import { type FieldsByPort, fieldsOfFlow, type KnownFields } from './arriving.ts';
import { checkSameFields } from './check-same-fields.ts';
import { checkFlowSettings, checkSettings } from './check-settings.ts';
import { FLOW_VERSION, type Flow, type FlowEdge, type FlowNode, type Problem } from './flow.ts';
import { edgesFrom, edgesInto, nodeOf, reachable, reachableFrom, topologicalOrder, whyNotFit } from './graph.ts';
import { type FlowKind, type FlowKinds, outputsOf } from './kinds.ts';
import { nearest } from './nearest.ts';

/**
 * Everything that is wrong or doubtful in a flow, found without looking outside. Errors keep it from running; warnings do not.
 * `known` are fields seen in the data, so that fields no step declares can be checked too.
 */
export function checkFlow(flow: Flow, kinds: FlowKinds, known: KnownFields = {}): Problem[] {
  const problems: Problem[] = [];
  if (flow.version > FLOW_VERSION)
    problems.push({
      severity: 'error',
      code: 'newer-document',
      message: 'This flow was saved by a newer version of Swivel.',
      hint: 'Update Swivel to run it. It is shown as it is, and nothing in it is changed.',
    });
  problems.push(...checkFlowSettings(flow));
  const { arriving, leaving } = fieldsOfFlow(flow, kinds, known);
  for (const node of flow.nodes) {
    problems.push(...checkNode(flow, node, kinds, arriving));
    const kind = kinds.get(node.kind);
    if (kind) problems.push(...checkSameFields(flow, kinds, node, kind, leaving));
  }
  problems.push(...checkEdges(flow, kinds), ...checkCycles(flow), ...checkSameFile(flow, kinds), ...checkWhole(flow, kinds), ...checkTwins(flow));
  return problems;
}

/** Whether a flow can be run: no problem is an error. */
export function isRunnable(problems: readonly Problem[]): boolean {
  return !problems.some((problem) => problem.severity === 'error');
}

function checkNode(flow: Flow, node: FlowNode, kinds: FlowKinds, arriving: FieldsByPort): Problem[] {
  const kind = kinds.get(node.kind);
  if (!kind)
    return [
      {
        severity: 'error',
        code: 'unknown-kind',
        node: node.id,
        message: `This version of Swivel does not know the kind "${node.kind}".`,
        hint: 'The step is kept as it is. Update Swivel, or replace the step.',
      },
    ];
  if (node.version > kind.version)
    return [
      {
        severity: 'error',
        code: 'newer-kind',
        node: node.id,
        message: `${node.name} was set up with a newer version of Swivel.`,
        hint: 'Update Swivel to run it. Its settings are kept as they are.',
      },
    ];
  const problems: Problem[] = [];
  for (const port of kind.inputs) {
    if (port.required === false || edgesInto(flow, node.id, port.name).length > 0) continue;
    problems.push({
      severity: 'error',
      code: 'input-not-connected',
      node: node.id,
      message: kind.inputs.length > 1 ? `Nothing is connected to the input "${port.label}" of ${node.name}.` : `Nothing is connected to ${node.name}.`,
      hint: 'Draw a link from the output of an earlier step to this one.',
    });
  }
  const parsed = kind.config.safeParse(node.config);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.push({
        severity: 'error',
        code: 'bad-setting',
        node: node.id,
        field: issue.path.join('.'),
        message: `${node.name}: the setting ${issue.path.join('.') || 'as a whole'} is not valid: ${issue.message}.`,
      });
    return problems;
  }
  const fields = arriving[node.id] ?? {};
  for (const found of kind.check(parsed.data, fields)) {
    const { severity = 'error', ...rest } = found;
    problems.push({ severity, node: node.id, ...rest });
  }
  return [...problems, ...checkSettings(node, kind, parsed.data), ...checkUses(node, kind, parsed.data, fields)];
}

function checkUses(node: FlowNode, kind: FlowKind, config: unknown, arriving: Record<string, readonly { name: string }[] | null>): Problem[] {
  const problems: Problem[] = [];
  for (const use of kind.uses(config)) {
    const fields = arriving[use.port];
    if (!fields || use.field === '' || fields.some((field) => field.name === use.field)) continue;
    const near = nearest(
      use.field,
      fields.map((field) => field.name),
    );
    problems.push({
      severity: 'error',
      code: 'unknown-field',
      node: node.id,
      field: use.setting,
      message: `No field "${use.field}" arrives at ${node.name}.`,
      hint: near
        ? `Did you mean "${near}"?`
        : fields.length > 0
          ? `These fields arrive: ${fields
              .slice(0, 8)
              .map((field) => field.name)
              .join(', ')}${fields.length > 8 ? ' …' : ''}.`
          : 'No fields arrive at this step.',
    });
  }
  return problems;
}

function checkEdges(flow: Flow, kinds: FlowKinds): Problem[] {
  const problems: Problem[] = [];
  const taken = new Set<string>();
  for (const edge of flow.edges) {
    const [from, to] = [nodeOf(flow, edge.from.node), nodeOf(flow, edge.to.node)];
    if (!from || !to) {
      problems.push({
        severity: 'error',
        code: 'loose-edge',
        ...(from ? { node: from.id } : to ? { node: to.id } : {}),
        message: 'A link in this flow begins or ends at a step that is not there.',
        hint: 'Delete the link and draw it again.',
      });
      continue;
    }
    const [fromKind, toKind] = [kinds.get(from.kind), kinds.get(to.kind)];
    if (!fromKind || !toKind) continue;
    if (toKind.role === 'trigger') {
      problems.push({
        severity: 'error',
        code: 'trigger-in-the-middle',
        node: to.id,
        message: `${to.name} is a trigger, but ${from.name} flows into it.`,
        hint: 'A trigger stands at the beginning. Delete the link into it.',
      });
      continue;
    }
    const lost = lostEnd(edge, fromKind, from, toKind, to);
    if (lost) {
      problems.push(lost);
      continue;
    }
    // Circles are told of on their own (checkCycles), and once for all their lines.
    const reason = whyNotFit(flow, kinds, edge.from, edge.to, (other) => other.id !== edge.id && (other.to.node !== to.id || other.to.port !== edge.to.port));
    if (reason && !reachable(flow, to.id).has(from.id))
      problems.push({ severity: 'error', code: 'bad-edge', node: to.id, message: reason, hint: 'Delete the line.' });
    const port = toKind.inputs.find((input) => input.name === edge.to.port);
    const place = `${to.id}\n${edge.to.port}`;
    if (port && !port.many && fromKind.role !== 'trigger') {
      if (taken.has(place))
        problems.push({
          severity: 'error',
          code: 'too-many-inputs',
          node: to.id,
          message: `More than one link ends at the input "${port.label}" of ${to.name}.`,
          hint: 'Keep one of them.',
        });
      taken.add(place);
    }
  }
  return problems;
}

/** A line whose output or input is not there any more: a setting that made it has changed. */
function lostEnd(edge: FlowEdge, fromKind: FlowKind, from: FlowNode, toKind: FlowKind, to: FlowNode): Problem | null {
  const line = `The link from ${from.name} to ${to.name}`;
  const problem = (node: string, message: string, hint: string): Problem => ({ severity: 'error', code: 'lost-port', node, edge: edge.id, message, hint });
  if (!outputsOf(fromKind, from.config).some((port) => port.name === edge.from.port))
    return problem(from.id, `${line} begins at an output that no longer exists.`, `Connect it to another output of ${from.name}, or delete it.`);
  if (fromKind.role !== 'trigger' && toKind.role !== 'source' && !toKind.inputs.some((port) => port.name === edge.to.port))
    return problem(to.id, `${line} ends at an input that no longer exists.`, `Connect it to another input of ${to.name}, or delete it.`);
  return null;
}

function checkCycles(flow: Flow): Problem[] {
  const { cyclic } = topologicalOrder(flow);
  const onCycle = cyclic.filter((node) => reachable(flow, node.id).has(node.id));
  const [first] = onCycle;
  if (!first) return [];
  return [
    {
      severity: 'error',
      code: 'cycle',
      node: first.id,
      message: `The steps ${onCycle.map((node) => node.name).join(', ')} form a circle: records would never leave it.`,
      hint: 'Delete one of the links between them.',
    },
  ];
}

function checkSameFile(flow: Flow, kinds: FlowKinds): Problem[] {
  const writers = new Map<string, FlowNode[]>();
  for (const node of flow.nodes) {
    const kind = kinds.get(node.kind);
    const parsed = kind?.config.safeParse(node.config);
    if (!kind?.writes || !parsed?.success) continue;
    for (const path of kind.writes(parsed.data)) {
      const key = plainPath(path);
      if (key !== '') writers.set(key, [...(writers.get(key) ?? []), node]);
    }
  }
  return [...writers].flatMap(([, nodes]) =>
    nodes.slice(1).map((node) => ({
      severity: 'error' as const,
      code: 'same-file',
      node: node.id,
      message: `${node.name} and ${nodes[0]?.name} write to the same place: one would overwrite the other.`,
      hint: 'Give one of them another name.',
    })),
  );
}

/** The same text for paths that say the same place in other words: `./a/../x.csv` and `X.csv`. Links are for the run to find. */
function plainPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').toLowerCase().split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts.at(-1) !== '') parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/');
}

function checkWhole(flow: Flow, kinds: FlowKinds): Problem[] {
  if (flow.nodes.length === 0)
    return [
      { severity: 'error', code: 'empty-flow', message: 'This flow has no steps yet.', hint: 'Drag a source from the palette, or drop a file on the canvas.' },
    ];
  const roleOf = (node: FlowNode) => kinds.get(node.kind)?.role;
  const sources = flow.nodes.filter((node) => roleOf(node) === 'source');
  const problems: Problem[] = [];
  if (sources.length === 0)
    problems.push({
      severity: 'error',
      code: 'no-source',
      message: 'This flow has no source: nothing would be read.',
      hint: 'Add a source, for example a CSV file.',
    });
  if (!flow.nodes.some((node) => roleOf(node) === 'target')) {
    problems.push({
      severity: 'warning',
      code: 'no-target',
      message: 'This flow has no target: a run would deliver nothing.',
      hint: 'Add a target, for example a CSV file or a database table.',
    });
    return problems;
  }
  const targets = flow.nodes.filter((node) => roleOf(node) === 'target').map((node) => node.id);
  const leadingToTarget = reachableFrom(flow, targets, true);
  for (const node of flow.nodes) {
    const kind = kinds.get(node.kind);
    if (!kind || kind.role === 'target' || kind.role === 'trigger') continue;
    const dataUsed = outputsOf(kind, node.config).some((port) => port.carries === undefined && edgesFrom(flow, node.id, port.name).length > 0);
    if (!leadingToTarget.has(node.id) || !dataUsed)
      problems.push({
        severity: 'warning',
        code: 'leads-nowhere',
        node: node.id,
        message: `What ${node.name} gives leads to no target.`,
        hint: 'Connect it onwards, or delete it.',
      });
  }
  return problems;
}

function checkTwins(flow: Flow): Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const { id } of [...flow.nodes, ...flow.edges]) {
    if (seen.has(id))
      problems.push({
        severity: 'error',
        code: 'twin-id',
        message: `Two parts of this flow have the id ${id}.`,
        hint: 'Delete one of them, or import the flow again.',
      });
    seen.add(id);
  }
  return problems;
}
