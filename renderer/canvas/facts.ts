import { createContext, useContext } from 'react';
import type { StepFacts } from '../../core/base/run-facts.ts';
import type { FlowEdge } from '../../core/flow/flow.ts';
import type { Glyph } from '../ui/StateGlyph.tsx';
import type { StripPart } from './strip-words.ts';

/** What is marked at a card beside its state. */
export interface NodeMarks {
  /** A walk through the flow stands here. */
  here?: 'standing' | 'stopped';
  /** Previews take records instead of running it: pinned ones, or ones changed for the walk. */
  given?: 'pinned' | 'changed';
  /** The record that is followed was here: it went on, or fell out. */
  lit?: 'on' | 'out';
  /** A value of that record here. */
  value?: string;
  /** The search found something in it; `now`: one stands at that hit. */
  found?: 'hit' | 'now';
}

/** What a trigger in service says of itself on its card. */
export interface TriggerLine {
  words: string;
  /** What is wrong with it, in words. */
  problem: string;
  dead: boolean;
}

export interface NodeView {
  status: Glyph;
  facts: StepFacts | null;
  /** The facts are of a sample: nothing was written. */
  sampled: boolean;
  /** The first thing that is wrong, in words. */
  problem: string;
  marks: NodeMarks | null;
  /** Of a trigger of a live flow. */
  line?: TriggerLine | null;
}

/** What the card of a collapsed group shows of the steps inside. */
export interface GroupView {
  /** The worst of their states. */
  status: Glyph;
  /** How they stand, in a few words each. */
  parts: readonly StripPart[];
  /** The first thing that is wrong inside, in words. */
  problem: string;
  marks: NodeMarks | null;
}

export interface EdgeView {
  /** Records that took this edge; null when not known. */
  count: number | null;
  /** 0 idle … 1 full. */
  pressure: number;
  moving: boolean;
  stale: boolean;
  /** The record that is followed took it. */
  lit: boolean;
}

/** One way to mend a link, done with one click. */
export interface Mend {
  label: string;
  /** What it does, as a sentence. */
  title: string;
  perform(): void;
}

/** Where cards and edges get their data from: the designer's stores, or the facts of one run. Hooks, so that a change renders one card. */
export interface FactsSource {
  useNode(nodeId: string): NodeView;
  useEdge(edgeId: string, fromNode: string, fromPort: string): EdgeView;
  /** Of all steps of a collapsed group together. */
  useGroup(nodeIds: readonly string[]): GroupView;
  /** Of several links that are drawn as one. */
  useLinks(links: readonly FlowEdge[]): EdgeView;
  /** How a link whose port is gone can be mended; absent where nothing is edited. */
  mendsOf?(edgeId: string): readonly Mend[];
  /** A count was chosen: show this data. */
  onCount?(nodeId: string, port: string, end: 'from' | 'to'): void;
  /** A link that stands for several was chosen, at a place on the screen: let one of them be chosen. */
  onLinks?(links: readonly FlowEdge[], screen: { x: number; y: number }): void;
}

const NOTHING: NodeView = { status: 'ready', facts: null, sampled: false, problem: '', marks: null };
const NO_EDGE: EdgeView = { count: null, pressure: 0, moving: false, stale: false, lit: false };

const NO_GROUP: GroupView = { status: 'ready', parts: [], problem: '', marks: null };

/** For pictures in which no group is collapsed. */
export const NO_GROUPS: Pick<FactsSource, 'useGroup' | 'useLinks'> = { useGroup: () => NO_GROUP, useLinks: () => NO_EDGE };

export const FactsContext = createContext<FactsSource>({ useNode: () => NOTHING, useEdge: () => NO_EDGE, ...NO_GROUPS });

export function useFactsSource(): FactsSource {
  return useContext(FactsContext);
}

/** True while the canvas is so small that cards show only their outline, and links no counts. */
export const FarContext = createContext(false);

/** Below this zoom nothing on a card can be read. */
export const FAR = 0.34;
