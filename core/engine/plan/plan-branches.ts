import type { Branch, PlanFeed, PlanLink, PlanStep } from './plan.ts';

/** The bare shape of a plan while it is being made. */
export interface PlanGraph {
  readonly count: number;
  readonly links: readonly PlanLink[];
  readonly roles: readonly string[];
  readonly feeds: readonly PlanFeed[];
  isFirst(step: number, port: string): boolean;
  /** A `first` port whose records are only looked at, not moved. */
  isReference(step: number, port: string): boolean;
  isReject(step: number, port: string): boolean;
}

/** Says for each step in which account of the run's law its records are. */
export function branchesOf(graph: PlanGraph): Branch[] {
  const reference = referenceSteps(graph);
  const branches: Branch[] = [];
  for (let step = 0; step < graph.count; step++) {
    if (reference[step]) {
      branches.push('reference');
      continue;
    }
    const arriving = new Set<Branch>();
    for (const link of graph.links)
      if (link.to === step && !graph.isReference(step, link.toPort))
        arriving.add(graph.isReject(link.from, link.fromPort) ? 'reject' : (branches[link.from] ?? 'data'));
    for (const feed of graph.feeds) if (feed.to === step && !graph.isReference(step, feed.toPort)) arriving.add('data');
    const [only] = arriving;
    branches.push(arriving.size > 1 ? 'mixed' : (only ?? 'data'));
  }
  return branches;
}

/** Steps whose records only ever serve to look others up: all their data leads to reference ports, directly or by such steps. */
function referenceSteps(graph: PlanGraph): boolean[] {
  const reference: boolean[] = new Array(graph.count).fill(false);
  for (let step = graph.count - 1; step >= 0; step--) {
    const data = graph.links.filter((link) => link.from === step && !graph.isReject(step, link.fromPort));
    reference[step] = data.length > 0 && data.every((link) => graph.isReference(link.to, link.toPort) || reference[link.to] === true);
  }
  return reference;
}

/** Sums tell every record's fate only when none can go two ways, leave several times, or end where nobody listens. */
export function fatesOf(graph: PlanGraph, branches: readonly Branch[], steps: readonly PlanStep[]): 'counts' | 'origins' {
  if (branches.includes('mixed')) return 'origins';
  const rejects = graph.links.filter((link) => graph.isReject(link.from, link.fromPort));
  if (rejects.some((link) => graph.isReference(link.to, link.toPort) || branches[link.to] === 'reference')) return 'origins';
  for (const step of steps) {
    if (step.fanOut !== 'one') return 'origins';
    for (const output of step.outputs) {
      if (output.links.length > 1) return 'origins';
      if (output.carries === 'data' && output.links.length === 0) return 'origins';
    }
    if (step.outputs.filter((output) => output.carries === 'data').length > 1) return 'origins';
    const listeners = graph.links.filter((link) => link.from === step.index && !graph.isReject(step.index, link.fromPort));
    if (step.branch === 'data' && listeners.some((link) => branches[link.to] === 'reference')) return 'origins';
  }
  return 'counts';
}
