import { UserError } from '../../base/errors.ts';
import type { PlanGraph } from './plan-branches.ts';

/** What has to be known of a step to say whether it gets records that are only read along. */
export interface Gathering {
  readonly name: string;
  readonly nodeId: string;
  /** What becomes of a record depends on the others. */
  readonly dependsOnOthers: boolean;
  readonly writes: boolean;
}

/** Where records of a partial replay come to, from the steps it starts at. */
export function reachedFrom(graph: Pick<PlanGraph, 'count' | 'links'>, starts: ReadonlySet<number>): boolean[] {
  const reached = Array.from({ length: graph.count }, (_, step) => starts.has(step));
  for (let step = 0; step < graph.count; step++) if (reached[step]) for (const link of graph.links) if (link.from === step) reached[link.to] = true;
  return reached;
}

/**
 * Which steps of a partial replay get the other records of the run too: those whose result depends on them, and all on the way there; never a target. Throws
 * a `UserError` where such a step writes. Only steps that replayed records reach (`reached`) ask for others.
 */
export function partnersOf(graph: PlanGraph, steps: readonly Gathering[], reached: readonly boolean[]): boolean[] {
  const needs: boolean[] = new Array(graph.count).fill(false);
  for (let step = graph.count - 1; step >= 0; step--) {
    const { name, nodeId, dependsOnOthers, writes } = steps[step] as Gathering;
    if (graph.roles[step] === 'target') continue;
    needs[step] =
      (dependsOnOthers && reached[step] === true) ||
      graph.links.some((link) => link.from === step && (needs[link.to] === true || graph.isReference(link.to, link.toPort)));
    if (needs[step] && writes)
      throw new UserError('replay-needs-partners', `${name} writes, and a step behind it needs more records than those that are replayed.`, {
        hint: 'Replay everything, or from a step behind it where what arrived at every step was kept.',
        place: { node: nodeId },
      });
  }
  return needs;
}
