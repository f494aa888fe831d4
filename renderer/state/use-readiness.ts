import { useDeferredValue, useMemo, useRef } from 'react';
import type { Flow, FlowNode } from '../../core/flow/flow.ts';
import { type Readiness, readiness } from '../../core/flow/readiness.ts';
import { catalog } from '../../core/nodes/index.ts';

const answers = new WeakMap<Flow, Readiness>();

/**
 * How far a flow answers the seven questions. It follows an edit when the window has time for it, is worked out once wherever it is shown, and
 * not at all when cards were only moved.
 */
export function useReadiness(flow: Flow): Readiness {
  const settled = useDeferredValue(flow);
  const last = useRef(settled);
  return useMemo(() => {
    const known = answers.get(settled) ?? (saysTheSame(last.current, settled) ? answers.get(last.current) : undefined) ?? readiness(settled, catalog);
    answers.set(settled, known);
    last.current = settled;
    return known;
  }, [settled]);
}

/** Whether two flows differ at most in where their cards stand and how they are framed. */
export function saysTheSame(before: Flow, after: Flow): boolean {
  if (before === after) return true;
  if (before.edges !== after.edges || before.contract !== after.contract || before.settings !== after.settings || before.version !== after.version)
    return false;
  return before.nodes.length === after.nodes.length && after.nodes.every((node, i) => isSameStep(before.nodes[i], node));
}

function isSameStep(before: FlowNode | undefined, after: FlowNode): boolean {
  if (before === after) return true;
  const names = Object.keys(after) as (keyof FlowNode)[];
  return before !== undefined && names.length === Object.keys(before).length && names.every((name) => name === 'position' || before[name] === after[name]);
}
