import * as edit from '../../core/flow/edit.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { reachable, whyNotConnect } from '../../core/flow/graph.ts';
import { catalog } from '../../core/nodes/index.ts';
import { drawnFlow } from '../canvas/drawn-flow.ts';
import { fitsFor, freeOutput, mainInput, mainOutput, type OpenEnd } from '../canvas/fits.ts';
import { CARD_HEIGHT, CARD_WIDTH, COLUMN_GAP } from '../canvas/geometry.ts';
import { freePlace, type Point, placeBeside } from '../canvas/place.ts';
import { portSpots } from '../canvas/port-spots.ts';
import { t, told } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { noteKind } from '../state/known-kinds.ts';
import { selectedNodeId, useSelection } from '../state/selection.ts';
import { useUi } from '../state/ui.ts';
import { newId } from './new-id.ts';

export interface Where {
  /** Top left corner in the flow's coordinates. */
  at?: Point;
  join?: OpenEnd;
  edgeId?: string;
}

/** A file's settings, when the node comes from a file. */
export interface Preset {
  name?: string;
  config?: Record<string, unknown>;
}

/**
 * Adds a step of a kind, selects it and brings it into view. Without a place it follows the one selected step, joined to it where that can be.
 * Gives its id, or null when the kind is not known or no flow is open.
 */
export function addKind(kind: string, where: Where = {}, preset: Preset = {}): string | null {
  const spec = catalog.get(kind);
  const { flow, apply } = useDocument.getState();
  if (!spec || !flow) return null;
  const join = where.join ?? (where.at || where.edgeId ? undefined : selectedEnd(flow));
  const node = {
    id: newId(),
    kind,
    version: spec.version,
    name: preset.name ?? told(spec.title),
    position: { x: 0, y: 0 },
    config: preset.config ?? { ...spec.defaults },
  };
  apply(t('Add {{name}}', { name: node.name }), (draft) => {
    const edge = draft.edges.find((one) => one.id === where.edgeId);
    const { height } = portSpots(spec);
    const [input, output] = [mainInput(spec), mainOutput(spec)];
    if (edge && input && output) return insert(draft, edge, node, { input, output }, where.at);
    const fit = join && fitsFor(draft, catalog, join).find((one) => one.spec.kind === kind);
    const other = join && draft.nodes.find((one) => one.id === join.node);
    const position =
      (where.at && other ? snapped(where.at, other.position) : where.at) ??
      (other && fit ? placeBeside(draft, drawnPlace(draft, other.id), join.end === 'input', height) : freePlace(draft, middle(), height));
    const added = edit.addNode(draft, { ...node, position });
    if (!join || !fit) return added;
    const own = { node: node.id, port: fit.port };
    const [from, to] = join.end === 'output' ? [{ node: join.node, port: join.port }, own] : [own, { node: join.node, port: join.port }];
    return whyNotConnect(added, catalog, from, to) === null ? edit.connect(added, newId(), from, to) : added;
  });
  noteKind(kind);
  useSelection.getState().select([node.id]);
  useUi.getState().set({ inspectorOpen: true });
  requestAnimationFrame(() => useCanvasDoor.getState().canvas?.revealNew(node.id));
  return node.id;
}

/** Puts a step that is already there, without edges, on an edge. */
export function insertExisting(nodeId: string, edgeId: string): boolean {
  const { flow, apply } = useDocument.getState();
  const node = flow?.nodes.find((one) => one.id === nodeId);
  const edge = flow?.edges.find((one) => one.id === edgeId);
  const spec = node && catalog.get(node.kind);
  const [input, output] = spec ? [mainInput(spec), flow && freeOutput(flow, catalog, node)] : [];
  if (!flow || !node || !edge || !input || !output || flow.edges.some((one) => one.from.node === nodeId || one.to.node === nodeId)) return false;
  apply(t('Insert {{name}}', { name: node.name }), (draft) => {
    const cut = edit.disconnect(draft, [edgeId]);
    return edit.connect(edit.connect(cut, edgeId, edge.from, { node: nodeId, port: input }), newId(), { node: nodeId, port: output }, edge.to);
  });
  return true;
}

function insert(draft: Flow, edge: Flow['edges'][number], node: edit.NewNode, ports: { input: string; output: string }, at?: Point): Flow {
  const [from, to] = [drawnPlace(draft, edge.from.node), drawnPlace(draft, edge.to.node)];
  const behindFrom = from.x + CARD_WIDTH + COLUMN_GAP;
  const wanted = at ? snapped(at, from) : { x: behindFrom, y: Math.round((from.y + to.y) / 2) };
  const position = Math.abs(wanted.y - from.y) < CARD_HEIGHT + 40 ? { x: Math.max(wanted.x, behindFrom), y: wanted.y } : wanted;
  const added = edit.insertOnEdge(draft, edge.id, { ...node, position }, ports, newId());
  const missing = position.x + CARD_WIDTH + COLUMN_GAP - to.x;
  const isInTheWay = missing > 0 && to.x > from.x && Math.abs(to.y - position.y) < CARD_HEIGHT + 40;
  if (!isInTheWay) return added;
  useCanvasDoor.getState().canvas?.glide();
  const behind = reachable(added, node.id);
  return edit.moveNodes(
    added,
    Object.fromEntries(added.nodes.filter((one) => behind.has(one.id)).map((one) => [one.id, { x: one.position.x + missing, y: one.position.y }])),
  );
}

/** Where a step is seen: in a collapsed group, where that is. */
function drawnPlace(flow: Flow, nodeId: string): Point {
  const drawn = drawnFlow(flow);
  return drawn.nodes.find((node) => node.id === drawn.cardOf(nodeId))?.position ?? { x: 0, y: 0 };
}

/** A place that is almost in line with another card, in line with it. */
function snapped(at: Point, other: Point): Point {
  return Math.abs(at.y - other.y) < 36 ? { x: at.x, y: other.y } : at;
}

/** The output of the selected step, which a new one follows. */
function selectedEnd(flow: Flow): OpenEnd | undefined {
  const id = selectedNodeId(useSelection.getState());
  const port = freeOutput(
    flow,
    catalog,
    flow.nodes.find((node) => node.id === id),
  );
  return id && port ? { node: id, port, end: 'output' } : undefined;
}

function middle(): Point {
  const { x, y } = useCanvasDoor.getState().canvas?.centre() ?? { x: 200, y: 120 };
  return { x: x - CARD_WIDTH / 2, y: y - CARD_HEIGHT / 2 };
}
