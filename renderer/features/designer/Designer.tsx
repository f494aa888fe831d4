import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { memo, useCallback, useEffect, useMemo, useRef } from 'react';
import type { Flow } from '../../../core/flow/flow.ts';
import '../../canvas/canvas.css';
import { toPipes } from '../../canvas/elements.ts';
import { FAR, FactsContext, FarContext } from '../../canvas/facts.ts';
import { type FrameNode, GroupFrame, toFrames } from '../../canvas/GroupFrame.tsx';
import { type CardNode, NodeCard } from '../../canvas/NodeCard.tsx';
import { PipeEdge, type PipeEdgeType } from '../../canvas/PipeEdge.tsx';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';
import { useSelection } from '../../state/selection.ts';
import { useUi } from '../../state/ui.ts';
import { AddMenu } from './AddMenu.tsx';
import { Announcer } from './Announcer.tsx';
import { BusyNote } from './BusyNote.tsx';
import { CanvasMenu } from './CanvasMenu.tsx';
import { CanvasTools } from './CanvasTools.tsx';
import { ConnectReason } from './ConnectReason.tsx';
import styles from './Designer.module.css';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { LIVE_FACTS } from './live-facts.ts';
import { Outline } from './Outline.tsx';
import { RunBanner } from './RunBanner.tsx';
import { useCanvas } from './use-canvas.ts';
import { useCanvasNodes } from './use-canvas-nodes.ts';
import { useClipboardEvents } from './use-clipboard-events.ts';
import { useConnecting } from './use-connecting.ts';
import { useDrop } from './use-drop.ts';
import { useMoving } from './use-moving.ts';

const NODE_TYPES = { card: NodeCard, frame: GroupFrame };
const EDGE_TYPES = { pipe: PipeEdge };
const MIDDLE_BUTTON = [1];
const MULTI_KEYS = ['Shift', 'Meta', 'Control'];
const ROLE_COLOURS = { trigger: 'var(--trigger)', source: 'var(--source)', transform: 'var(--transform)', target: 'var(--target)', unknown: 'var(--line-3)' };

/** The canvas of the open flow. */
export function Designer() {
  const flow = useDocument((state) => state.flow);
  const flowId = useDocument((state) => state.flowId);
  const outlineOpen = useUi((state) => state.outlineOpen);
  if (!flow) return <div className={styles.area} />;
  return (
    <section className={styles.area} aria-label="Canvas">
      <FactsContext value={LIVE_FACTS}>
        <ReactFlowProvider>
          <FlowCanvas key={flowId} flow={flow} />
        </ReactFlowProvider>
        {outlineOpen && <Outline flow={flow} />}
      </FactsContext>
      <RunBanner />
      <BusyNote />
      <AddMenu />
      <Announcer />
    </section>
  );
}

const GROUP_ACTS = {
  rename: (id: string, name: string) =>
    useDocument
      .getState()
      .apply(`Rename group to ${name}`, (flow) => ({ ...flow, groups: flow.groups.map((group) => (group.id === id ? { ...group, name } : group)) })),
  select: (nodes: readonly string[]) => useSelection.getState().select(nodes),
};

const LEAST_READABLE = 0.5;
const MARGIN = 56;
const TIGHT_MARGIN = 20;

/** The first view: the whole flow where its cards can still be read, else its beginning. */
function showFromStart(view: ReactFlowInstance<CardNode | FrameNode, PipeEdgeType>): void {
  const nodes = view.getNodes();
  if (nodes.length === 0) return;
  const { x, y, width, height } = view.getNodesBounds(nodes);
  const box = document.querySelector('[data-scope="canvas"]')?.getBoundingClientRect();
  if (!box) return;
  const margin = Math.min(box.width - width * LEAST_READABLE, box.height - height * LEAST_READABLE) / 2 < MARGIN ? TIGHT_MARGIN : MARGIN;
  const fitting = Math.min(1, (box.width - 2 * margin) / width, (box.height - 2 * margin) / height);
  const zoom = Math.max(LEAST_READABLE, fitting);
  const place = (size: number, room: number, start: number) => Math.max(margin, (room - size * zoom) / 2) - start * zoom;
  void view.setViewport({ x: place(width, box.width, x), y: place(height, box.height, y), zoom });
}

function withChosen(pipes: PipeEdgeType[], chosen: readonly string[]): PipeEdgeType[] {
  if (chosen.length === 0) return pipes;
  const ids = new Set(chosen);
  return pipes.map((pipe) => (ids.has(pipe.id) ? { ...pipe, selected: true, zIndex: 5 } : pipe));
}

/** A click on one of several selected cards selects it alone, as everywhere. */
function selectOnly(event: React.MouseEvent, { id }: { id: string }): void {
  const hasModifier = event.shiftKey || event.ctrlKey || event.metaKey;
  if (!hasModifier && useSelection.getState().nodeIds.length > 1) useSelection.getState().select([id]);
}

function selectEdge(event: React.MouseEvent, { id }: { id: string }): void {
  const { edgeIds, select } = useSelection.getState();
  select([], event.shiftKey ? [...edgeIds, id] : [id]);
}

function openSettings(_: React.MouseEvent, { id }: { id: string }): void {
  useSelection.getState().goToField(id, '');
}

const colourOf = (node: CardNode | FrameNode) => ('face' in node.data ? ROLE_COLOURS[node.data.face.role] : 'var(--surface-3)');

/** What lies on the canvas beside cards and links; none of it changes while a card is dragged. */
const CanvasParts = memo(function CanvasParts({ isFar }: { isFar: boolean }) {
  const minimap = useUi((state) => state.minimap);
  return (
    <>
      {!isFar && <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} />}
      <ConnectReason />
      <CanvasMenu />
      <CanvasTools />
      {minimap && <MiniMap<CardNode | FrameNode> pannable zoomable nodeColor={colourOf} nodeBorderRadius={12} ariaLabel="Small map of the flow" />}
    </>
  );
});

/**
 * What is handed to React Flow must stay the same while a card is dragged (functions and lists too): anything new makes it draw every card and link again.
 */
function FlowCanvas({ flow }: { flow: Flow }) {
  const area = useRef<HTMLDivElement>(null);
  const { screenToFlowPosition } = useReactFlow<CardNode | FrameNode, PipeEdgeType>();
  const { nodes, onNodesChange, glide } = useCanvasNodes(flow);
  const isFar = useStore((state) => state.transform[2] < FAR);
  const edgeIds = useSelection((state) => state.edgeIds);
  const elements = useMemo(() => (flow.groups.length > 0 ? [...toFrames(flow.groups, nodes, GROUP_ACTS), ...nodes] : nodes), [flow.groups, nodes]);
  const pipes = useMemo(() => toPipes(flow), [flow]);
  const edges = useMemo(() => withChosen(pipes, edgeIds), [pipes, edgeIds]);
  const connecting = useConnecting(screenToFlowPosition);
  const drop = useDrop(screenToFlowPosition);
  const moving = useMoving(area);
  useCanvas(glide, area);
  useClipboardEvents(area);
  const clear = useCallback(() => useSelection.getState().clear(), []);
  const onMoveStart = useCallback(() => area.current?.setAttribute('data-moving', ''), []);
  const onMoveEnd = useCallback(() => area.current?.removeAttribute('data-moving'), []);
  useEffect(() => () => useCanvasDoor.setState({ adding: null }), []);
  return (
    <div ref={area} className={styles.canvas} data-scope="canvas" data-far={isFar || undefined} {...drop}>
      <FarContext value={isFar}>
        <ReactFlow
          className="canvas"
          nodes={elements}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          {...connecting}
          {...moving}
          onEdgeClick={selectEdge}
          onNodeClick={selectOnly}
          onNodeDoubleClick={openSettings}
          onPaneClick={clear}
          onMoveStart={onMoveStart}
          onMoveEnd={onMoveEnd}
          onlyRenderVisibleElements
          edgesFocusable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          multiSelectionKeyCode={MULTI_KEYS}
          selectionKeyCode={null}
          selectionOnDrag
          selectionMode={SelectionMode.Partial}
          panOnDrag={MIDDLE_BUTTON}
          panActivationKeyCode="Space"
          panOnScroll
          zoomOnDoubleClick={false}
          elevateNodesOnSelect={false}
          autoPanOnNodeFocus={false}
          connectionRadius={26}
          minZoom={0.08}
          maxZoom={2}
          onInit={showFromStart}
        >
          <CanvasParts isFar={isFar} />
        </ReactFlow>
      </FarContext>
      {flow.nodes.length === 0 && <EmptyCanvas />}
    </div>
  );
}
