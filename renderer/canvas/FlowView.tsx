import { Background, BackgroundVariant, Controls, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from '@xyflow/react';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { StepFacts } from '../../core/base/run-facts.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { language, t } from '../i18n/i18n.ts';
import { type LitStep, litEdges, litMarks } from '../state/followed.ts';
import { stepStatus } from '../state/node-status.ts';
import './canvas.css';
import { facesOf } from './card-face.ts';
import { toCard, toPipes } from './elements.ts';
import { FactsContext, type FactsSource, NO_GROUPS } from './facts.ts';
import { NodeCard } from './NodeCard.tsx';
import { PipeEdge } from './PipeEdge.tsx';

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { pipe: PipeEdge };

/** What the controls of the picture are called. */
function controlLabels() {
  return {
    'controls.ariaLabel': t('Picture'),
    'controls.zoomIn.ariaLabel': t('Zoom in'),
    'controls.zoomOut.ariaLabel': t('Zoom out'),
    'controls.fitView.ariaLabel': t('Show the whole flow'),
    'node.a11yDescription.default': '',
    'edge.a11yDescription.default': '',
  };
}

const FIT = { maxZoom: 1, padding: 0.15 };

/** Fits the picture anew when there is more or less room for it, for as long as nobody has moved it. */
function Refit({ isMoved }: { isMoved: RefObject<boolean> }) {
  const { fitView } = useReactFlow();
  const room = useStore(({ width, height }) => `${width} × ${height}`);
  const fitted = useRef(room);
  useEffect(() => {
    if (fitted.current === room) return;
    fitted.current = room;
    if (!isMoved.current) void fitView(FIT);
  }, [room, fitView, isMoved]);
  return null;
}

const NOWHERE: Readonly<Record<string, LitStep>> = {};

export interface FlowViewProps {
  flow: Flow;
  /** Facts by node id; counts and glyphs come from them. */
  steps: Readonly<Record<string, StepFacts>>;
  /** By edge id, while the run goes on. */
  pressure?: Readonly<Record<string, number>>;
  selected?: string | null;
  onSelect?(nodeId: string | null): void;
  /** The way of a record that is followed, by node id. */
  way?: Readonly<Record<string, LitStep>>;
  /** A count on an edge was chosen: `end` says whether the node's arriving or leaving data is meant. */
  onCount?(nodeId: string, port: string, end: 'from' | 'to'): void;
}

/** A flow with the facts of one run, to look at. Fills its container. */
export function FlowView({ flow, steps, pressure, selected = null, way = NOWHERE, onSelect, onCount }: FlowViewProps) {
  const faces = useMemo(() => facesOf(flow), [flow]);
  const isMoved = useRef(false);
  const spoken = language();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of another language are others
  const labels = useMemo(controlLabels, [spoken]);
  const nodes = useMemo(
    () =>
      flow.nodes.flatMap((node) => {
        const face = faces.get(node.id);
        return face ? [{ ...toCard(node, face), selected: node.id === selected, draggable: false, connectable: false }] : [];
      }),
    [flow, faces, selected],
  );
  const edges = useMemo(() => toPipes({ nodes: flow.nodes, edges: flow.edges }), [flow]);
  const taken = useMemo(() => litEdges(flow, way), [flow, way]);
  const facts = useMemo((): FactsSource => {
    const running = (id: string) => steps[id]?.status === 'running';
    return {
      useNode: (id) => ({
        status: stepStatus(steps[id]),
        facts: steps[id] ?? null,
        sampled: false,
        problem: steps[id]?.error?.message ?? '',
        marks: litMarks(way[id]),
      }),
      useEdge: (id, node, port) => ({
        count: steps[node]?.ports[port] ?? null,
        pressure: pressure?.[id] ?? 0,
        moving: running(node),
        stale: false,
        lit: taken.has(id),
      }),
      ...NO_GROUPS,
      ...(onCount ? { onCount } : {}),
    };
  }, [steps, pressure, onCount, way, taken]);
  return (
    <FactsContext value={facts}>
      <ReactFlowProvider>
        <ReactFlow
          className="canvas"
          nodes={nodes}
          edges={edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onlyRenderVisibleElements
          nodesDraggable={false}
          nodesConnectable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          ariaLabelConfig={labels}
          panOnScroll
          minZoom={0.1}
          maxZoom={2}
          fitView
          fitViewOptions={FIT}
          // What nobody did with a hand comes without an event.
          onMove={(event) => {
            if (event) isMoved.current = true;
          }}
          onNodeClick={(_, node) => onSelect?.(node.id)}
          onPaneClick={() => onSelect?.(null)}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} />
          <Controls
            showInteractive={false}
            orientation="horizontal"
            fitViewOptions={FIT}
            onZoomIn={() => {
              isMoved.current = true;
            }}
            onZoomOut={() => {
              isMoved.current = true;
            }}
            onFitView={() => {
              isMoved.current = false;
            }}
          />
          <Refit isMoved={isMoved} />
        </ReactFlow>
      </ReactFlowProvider>
    </FactsContext>
  );
}
