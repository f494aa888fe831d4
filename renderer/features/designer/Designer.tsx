import { Background, BackgroundVariant, MiniMap, ReactFlow, ReactFlowProvider, SelectionMode, useReactFlow, useStore, type Viewport } from '@xyflow/react';
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Flow } from '../../../core/flow/flow.ts';
import '../../canvas/canvas.css';
import { BundleEdge } from '../../canvas/BundleEdge.tsx';
import type { Place } from '../../canvas/bring-into-view.ts';
import { CanvasActsContext } from '../../canvas/canvas-acts.ts';
import { onCanvas } from '../../canvas/card-ids.ts';
import { drawnFlow } from '../../canvas/drawn-flow.ts';
import { toPipes } from '../../canvas/elements.ts';
import { FarPicture, FarWiresProvider } from '../../canvas/FarPicture.tsx';
import { FAR, FactsContext, FarContext } from '../../canvas/facts.ts';
import { GroupCard } from '../../canvas/GroupCard.tsx';
import { type FrameNode, GroupFrame, toFrames } from '../../canvas/GroupFrame.tsx';
import { CARD_HEIGHT, CARD_WIDTH } from '../../canvas/geometry.ts';
import { type CardNode, NodeCard } from '../../canvas/NodeCard.tsx';
import { NoteCard } from '../../canvas/NoteCard.tsx';
import { PipeEdge, type PipeEdgeType } from '../../canvas/PipeEdge.tsx';
import { placed } from '../../canvas/placed.ts';
import { toggleGroup } from '../../editing/groups.ts';
import { writeOnCanvas } from '../../editing/notes.ts';
import { t } from '../../i18n/i18n.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';
import { noteView, type View, viewOf } from '../../state/last-place.ts';
import { useSelection } from '../../state/selection.ts';
import { useUi } from '../../state/ui.ts';
import { AddMenu } from './AddMenu.tsx';
import { Announcer } from './Announcer.tsx';
import { BookmarkList } from './BookmarkList.tsx';
import { BusyNote } from './BusyNote.tsx';
import { CanvasMenu } from './CanvasMenu.tsx';
import { CanvasTools } from './CanvasTools.tsx';
import { ChoiceMenu } from './ChoiceMenu.tsx';
import { ConnectReason } from './ConnectReason.tsx';
import { CANVAS_ACTS } from './canvas-acts.ts';
import type { CanvasNode } from './canvas-parts.ts';
import styles from './Designer.module.css';
import { EmptyCanvas } from './EmptyCanvas.tsx';
import { firstView } from './first-view.ts';
import { LinkMenu } from './LinkMenu.tsx';
import { LIVE_FACTS } from './live-facts.ts';
import { Outline } from './Outline.tsx';
import { RunBanner } from './RunBanner.tsx';
import { useCanvas } from './use-canvas.ts';
import { useCanvasNodes } from './use-canvas-nodes.ts';
import { useClipboardEvents } from './use-clipboard-events.ts';
import { useConnecting } from './use-connecting.ts';
import { useDrop } from './use-drop.ts';
import { useMoving } from './use-moving.ts';

const NODE_TYPES = { card: NodeCard, folded: GroupCard, frame: GroupFrame, note: NoteCard };
const EDGE_TYPES = { pipe: PipeEdge, bundle: BundleEdge };
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
    <section className={styles.area} aria-label={t('Canvas')}>
      <FactsContext value={LIVE_FACTS}>
        <ReactFlowProvider>
          <CanvasActsContext value={CANVAS_ACTS}>
            <FlowCanvas key={flowId} flow={flow} />
          </CanvasActsContext>
        </ReactFlowProvider>
        {outlineOpen && <Outline flow={flow} />}
      </FactsContext>
      <RunBanner />
      <BusyNote />
      <AddMenu />
      <LinkMenu />
      <ChoiceMenu />
      <BookmarkList />
      <Announcer />
    </section>
  );
}

function placeOf({ position, measured }: CanvasNode | FrameNode): Place {
  return { ...position, width: measured?.width ?? CARD_WIDTH, height: measured?.height ?? CARD_HEIGHT };
}

function withChosen(pipes: PipeEdgeType[], chosen: readonly string[]): PipeEdgeType[] {
  if (chosen.length === 0) return pipes;
  const ids = new Set(chosen);
  const isChosen = ({ id, data }: PipeEdgeType) => (data?.links ? data.links.some((link) => ids.has(link.id)) : ids.has(id));
  // Drawn last, over the other links; the counts stay above all of them.
  return [...pipes.filter((pipe) => !isChosen(pipe)), ...pipes.filter(isChosen).map((pipe) => ({ ...pipe, selected: true }))];
}

/** A click on one of several selected cards selects it alone, as everywhere. */
function selectOnly(event: React.MouseEvent, { id }: { id: string }): void {
  const hasModifier = event.shiftKey || event.ctrlKey || event.metaKey;
  const { nodeIds, noteIds, select } = useSelection.getState();
  if (hasModifier || nodeIds.length + noteIds.length <= 1) return;
  const is = onCanvas(id);
  const { flow } = useDocument.getState();
  if (is.kind === 'folded') select((flow && drawnFlow(flow).folded.get(id)?.members) ?? []);
  else if (is.kind === 'note') select([], [], [is.id]);
  else select([is.id]);
}

function selectEdge(event: React.MouseEvent, { id, data }: PipeEdgeType): void {
  const { edgeIds, select } = useSelection.getState();
  const ids = data?.links?.map((link) => link.id) ?? [id];
  select([], event.shiftKey ? [...edgeIds, ...ids] : ids);
}

/** A double click opens what it is on: the settings of a step, a collapsed group, a note to write into. */
function openIt(_: React.MouseEvent, { id }: { id: string }): void {
  const is = onCanvas(id);
  if (is.kind === 'step') useSelection.getState().goToField(id, '');
  else if (is.kind === 'folded') toggleGroup(is.id);
  else if (is.kind === 'note') writeOnCanvas(is.id);
}

function colourOf(node: CanvasNode | FrameNode): string {
  if (node.type === 'card') return ROLE_COLOURS[(node as CardNode).data.face.role];
  return node.type === 'folded' ? 'var(--line-3)' : node.type === 'note' ? 'var(--warn-soft)' : 'var(--surface-3)';
}

/** What lies on the canvas beside cards and links; none of it changes while a card is dragged. */
const CanvasParts = memo(function CanvasParts({ isFar }: { isFar: boolean }) {
  const minimap = useUi((state) => state.minimap);
  return (
    <>
      {!isFar && <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} />}
      <ConnectReason />
      <CanvasMenu />
      <CanvasTools />
      {minimap && <MiniMap<CanvasNode | FrameNode> pannable zoomable nodeColor={colourOf} nodeBorderRadius={12} ariaLabel={t('Small map of the flow')} />}
    </>
  );
});

/**
 * So far away nearly all cards are in view: the few others are kept in the document, because making cards anew as they come into view holds up the
 * picture that moves. Not in flows that are larger still.
 */
const WHOLE = 0.2;
const MOST_KEPT = 1_500;

/**
 * What is handed to React Flow must stay the same while a card is dragged (functions and lists too): anything new makes it draw every card and link again.
 */
function FlowCanvas({ flow }: { flow: Flow }) {
  const area = useRef<HTMLDivElement>(null);
  const { screenToFlowPosition } = useReactFlow<CanvasNode | FrameNode, PipeEdgeType>();
  const { nodes, onNodesChange, glide } = useCanvasNodes(flow);
  const isFar = useStore((state) => state.transform[2] < FAR);
  const isWhole = useStore((state) => state.transform[2] < WHOLE && state.nodes.length <= MOST_KEPT);
  const edgeIds = useSelection((state) => state.edgeIds);
  const elements = useMemo((): (CanvasNode | FrameNode)[] => {
    if (flow.groups.length === 0) return nodes.map(placed);
    const cards = nodes.filter((node): node is CardNode => node.type === 'card');
    return [...toFrames(flow.groups, cards), ...nodes].map(placed);
  }, [flow.groups, nodes]);
  const pipes = useMemo(() => toPipes(flow), [flow]);
  const edges = useMemo(() => withChosen(pipes, edgeIds), [pipes, edgeIds]);
  const connecting = useConnecting(screenToFlowPosition);
  const drop = useDrop(screenToFlowPosition);
  const moving = useMoving(area);
  useCanvas(glide, area);
  useClipboardEvents(area);
  const clear = useCallback(() => useSelection.getState().clear(), []);
  const onMoveStart = useCallback(() => area.current?.setAttribute('data-moving', ''), []);
  const onMoveEnd = useCallback((_: unknown, viewport: Viewport) => {
    area.current?.removeAttribute('data-moving');
    noteView(useDocument.getState().flowId ?? '', viewport);
  }, []);
  // What is in view is known before the first picture: cards that were drawn elsewhere first would jump from under the pointer.
  const [view, setView] = useState<View | null>(null);
  useLayoutEffect(() => {
    if (!area.current || view) return;
    const { flowId } = useDocument.getState();
    const first = firstView(elements.map(placeOf), area.current.getBoundingClientRect(), viewOf(flowId ?? ''));
    noteView(flowId ?? '', first);
    setView(first);
  }, [elements, view]);
  useEffect(() => () => useCanvasDoor.setState({ adding: null, choosing: null, linking: null, writing: null }), []);
  return (
    <div ref={area} className={styles.canvas} data-scope="canvas" data-far={isFar || undefined} {...drop}>
      {view && (
        <FarContext value={isFar}>
          <FarWiresProvider>
            <ReactFlow
              className="canvas"
              nodes={elements}
              edges={edges}
              defaultViewport={view}
              nodeTypes={NODE_TYPES}
              edgeTypes={EDGE_TYPES}
              onNodesChange={onNodesChange}
              {...connecting}
              {...moving}
              onEdgeClick={selectEdge}
              onNodeClick={selectOnly}
              onNodeDoubleClick={openIt}
              onPaneClick={clear}
              onMoveStart={onMoveStart}
              onMoveEnd={onMoveEnd}
              onlyRenderVisibleElements={!isWhole}
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
            >
              <CanvasParts isFar={isFar} />
              <FarPicture />
            </ReactFlow>
          </FarWiresProvider>
        </FarContext>
      )}
      {flow.nodes.length + flow.notes.length === 0 && <EmptyCanvas />}
    </div>
  );
}
