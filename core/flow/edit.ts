import { withoutLostBookmarks } from './bookmarks.ts';
import { FLOW_VERSION, type Flow, type FlowNode, flowSchema, type UnknownEffects } from './flow.ts';
import { edgesFrom, edgesInto, nodeOf, type PortEnd } from './graph.ts';
import { withoutNodes } from './groups.ts';

/** Pure edits of a flow document: each returns a new flow and leaves the old one as it was. What does not exist is left alone. */

/** A node to be added. */
export interface NewNode {
  id: string;
  kind: string;
  version: number;
  name: string;
  position: { x: number; y: number };
  config: Record<string, unknown>;
}

/** An empty flow. */
export function createFlow(id: string, name: string, zone = 'UTC'): Flow {
  return flowSchema.parse({ format: 'swivel/flow', version: FLOW_VERSION, id, name, settings: { zone }, nodes: [], edges: [] });
}

/** Adds a node; its name is made unique in the flow ("Filter", "Filter 2"). */
export function addNode(flow: Flow, node: NewNode): Flow {
  return { ...flow, nodes: [...flow.nodes, { ...node, name: uniqueName(flow, node.name) }] };
}

/** Removes nodes with their edges; the rest of a group stays, empty groups go, and with both the bookmarks that lead to them. */
export function removeNodes(flow: Flow, ids: readonly string[]): Flow {
  const gone = new Set(ids);
  return withoutLostBookmarks({
    ...flow,
    nodes: flow.nodes.filter((node) => !gone.has(node.id)),
    edges: flow.edges.filter((edge) => !gone.has(edge.from.node) && !gone.has(edge.to.node)),
    groups: withoutNodes(flow.groups, gone),
  });
}

/** Removes one node and, where it had one data input and one data output in use, joins its neighbours. */
export function removeNodeAndBridge(flow: Flow, id: string, mainOutput = 'out'): Flow {
  const [before, after] = [edgesInto(flow, id), edgesFrom(flow, id, mainOutput)];
  const removed = removeNodes(flow, [id]);
  const [from] = before;
  if (before.length !== 1 || !from) return removed;
  return after.reduce((next, edge) => connect(next, edge.id, from.from, edge.to), removed);
}

/** Draws an edge. Whether it may be drawn is for `whyNotConnect` to say. */
export function connect(flow: Flow, edgeId: string, from: PortEnd, to: PortEnd): Flow {
  const same = (edge: Flow['edges'][number]) =>
    edge.from.node === from.node && edge.from.port === from.port && edge.to.node === to.node && edge.to.port === to.port;
  return flow.edges.some(same) ? flow : { ...flow, edges: [...flow.edges, { id: edgeId, from: { ...from }, to: { ...to } }] };
}

/** The flow without the given edges. */
export function disconnect(flow: Flow, edgeIds: readonly string[]): Flow {
  const gone = new Set(edgeIds);
  return { ...flow, edges: flow.edges.filter((edge) => !gone.has(edge.id)) };
}

/** Puts a new node on an edge: what flowed from A to B now flows A → node → B. */
export function insertOnEdge(flow: Flow, edgeId: string, node: NewNode, ports: { input: string; output: string }, newEdgeId: string): Flow {
  const edge = flow.edges.find((one) => one.id === edgeId);
  if (!edge) return addNode(flow, node);
  const cut = disconnect(addNode(flow, node), [edgeId]);
  return connect(connect(cut, edgeId, edge.from, { node: node.id, port: ports.input }), newEdgeId, { node: node.id, port: ports.output }, edge.to);
}

/** The flow with nodes at new places; those not named stay. */
export function moveNodes(flow: Flow, positions: Readonly<Record<string, { x: number; y: number }>>): Flow {
  return changeNodes(flow, (node) => {
    const to = Object.hasOwn(positions, node.id) ? positions[node.id] : undefined;
    return to ? { ...node, position: { x: Math.round(to.x), y: Math.round(to.y) } } : node;
  });
}

/** The flow with a node's settings replaced. */
export function setConfig(flow: Flow, id: string, config: Record<string, unknown>): Flow {
  return changeNode(flow, id, (node) => ({ ...node, config }));
}

/** The flow with a node renamed. */
export function setNodeName(flow: Flow, id: string, name: string): Flow {
  return changeNode(flow, id, (node) => ({ ...node, name }));
}

/** The flow with a node's note replaced. */
export function setNodeNote(flow: Flow, id: string, note: string): Flow {
  return changeNode(flow, id, ({ note: _old, ...node }) => (note === '' ? node : { ...node, note }));
}

/** Sets or (with undefined) clears the limits on rejects of a node. */
export function setRejectPolicy(flow: Flow, id: string, policy: FlowNode['rejects'] | undefined): Flow {
  return changeNode(flow, id, ({ rejects: _old, ...node }) => (policy ? { ...node, rejects: policy } : node));
}

/** Sets or (with undefined) clears the retries of a node's outside calls. */
export function setRetryPolicy(flow: Flow, id: string, policy: FlowNode['retry'] | undefined): Flow {
  return changeNode(flow, id, ({ retry: _old, ...node }) => (policy ? { ...node, retry: policy } : node));
}

/** Sets or (with undefined) clears how long a node may give no sign of life, ms. */
export function setTimeoutMs(flow: Flow, id: string, timeoutMs: number | undefined): Flow {
  return changeNode(flow, id, ({ timeoutMs: _old, ...node }) => (timeoutMs === undefined ? node : { ...node, timeoutMs }));
}

/** Sets what becomes of a node's writes that nobody can tell whether they happened. */
export function setUnknownEffects(flow: Flow, id: string, unknownEffects: UnknownEffects): Flow {
  return changeNode(flow, id, ({ unknownEffects: _old, ...node }) => (unknownEffects === 'ask' ? node : { ...node, unknownEffects }));
}

/** The flow under another name. */
export function renameFlow(flow: Flow, name: string): Flow {
  return { ...flow, name };
}

/** The flow with another description. */
export function setDescription(flow: Flow, description: string): Flow {
  return { ...flow, description };
}

/** The flow with one of the seven questions answered. */
export function setAnswer(flow: Flow, question: keyof Flow['contract'], answer: string): Flow {
  const { [question]: _old, ...rest } = flow.contract;
  return { ...flow, contract: answer === '' ? rest : { ...rest, [question]: answer } };
}

/** The flow with the given settings changed, the others as they were. */
export function setSettings(flow: Flow, settings: Partial<Flow['settings']>): Flow {
  const next = { ...flow.settings, ...settings };
  for (const key of Object.keys(next) as (keyof Flow['settings'])[]) if (next[key] === undefined) delete next[key];
  return { ...flow, settings: next };
}

/** The flow with other expected files. */
export function setExpects(flow: Flow, expects: NonNullable<Flow['expects']>): Flow {
  const { expects: _before, ...rest } = flow;
  return expects.length === 0 ? rest : { ...rest, expects };
}

/** The flow with its parameters replaced. */
export function setParameters(flow: Flow, parameters: Flow['parameters']): Flow {
  return { ...flow, parameters };
}

function changeNode(flow: Flow, id: string, change: (node: FlowNode) => FlowNode): Flow {
  return nodeOf(flow, id) ? changeNodes(flow, (node) => (node.id === id ? change(node) : node)) : flow;
}

function changeNodes(flow: Flow, change: (node: FlowNode) => FlowNode): Flow {
  return { ...flow, nodes: flow.nodes.map(change) };
}

/** A name that no node of the flow has: the one that is wanted, else with a number behind it. */
export function uniqueName(flow: Flow, wanted: string): string {
  const taken = new Set(flow.nodes.map((node) => node.name));
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/ \d+$/, '');
  for (let n = 2; ; n++) if (!taken.has(`${stem} ${n}`)) return `${stem} ${n}`;
}
