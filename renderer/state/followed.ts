import { create } from 'zustand';
import { REJECT_PORT } from '../../core/catalog/node-spec.ts';
import type { Flow } from '../../core/flow/flow.ts';
import type { NodeMarks } from '../canvas/facts.ts';
import type { FollowedStep } from '../ui/record-drawer/data-provider.ts';
import { showValue } from '../ui/values.ts';
import { sameJson } from './same-json.ts';

/** What a followed record was at one step. */
export interface LitStep {
  readonly fate: FollowedStep['fate'];
  /** One of its values there: of the field that changed, or that fell out; else of the first. */
  readonly value: string;
}

interface FollowedState {
  /** The way of the record that is followed, by node id; empty when none is. */
  way: Readonly<Record<string, LitStep>>;
  show(steps: readonly FollowedStep[] | null): void;
}

const NOWHERE = {};

/** The way of the record that is followed in the data, for the canvas to light. */
export const useFollowed = create<FollowedState>()((set, get) => ({
  way: NOWHERE,
  show: (steps) => {
    const way = steps && steps.length > 0 ? wayOf(steps) : NOWHERE;
    if (!sameJson(way, get().way)) set({ way });
  },
}));

function wayOf(steps: readonly FollowedStep[]): Record<string, LitStep> {
  const way: Record<string, LitStep> = {};
  for (const [at, step] of steps.entries()) way[step.nodeId] = { fate: step.fate, value: valueAt(step, steps[at - 1]) };
  return way;
}

const LONGEST = 28;

function valueAt({ fields, row, reason }: FollowedStep, before: FollowedStep | undefined): string {
  const old = new Map(before?.fields.map((field, at) => [field.name, showValue(before.row[at] ?? null, field.type).text]));
  const texts = fields.map((field, at) => showValue(row[at] ?? null, field.type).text);
  const culprit = fields.findIndex(({ name }) => name === reason?.field);
  const changed = before ? fields.findIndex(({ name }, at) => old.get(name) !== texts[at]) : -1;
  const shown = culprit >= 0 ? culprit : Math.max(0, changed);
  const field = fields[shown];
  if (!field) return '';
  const text = `${field.name}: ${texts[shown]}`;
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Whether the record went on from there. */
export function hasGoneOn({ fate }: LitStep): boolean {
  return fate === 'passed' || fate === 'delivered' || fate === 'would-be-delivered';
}

/** How the card of a step shows that the record was there; null where it was not. */
export function litMarks(step: LitStep | undefined): Pick<NodeMarks, 'lit' | 'value'> | null {
  return step ? { lit: hasGoneOn(step) ? 'on' : 'out', value: step.value } : null;
}

/** Ids of the links that the record took. */
export function litEdges({ edges }: Pick<Flow, 'edges'>, way: FollowedState['way']): ReadonlySet<string> {
  const took = edges.filter(({ from, to }) => way[from.node] && way[to.node] && (from.port === REJECT_PORT) !== hasGoneOn(way[from.node] as LitStep));
  return new Set(took.map(({ id }) => id));
}
