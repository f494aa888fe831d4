import { joinNames } from '../base/joined-names.ts';
import type { FieldsByPort } from './arriving.ts';
import type { Flow, FlowNode, Problem } from './flow.ts';
import { edgesInto, nodeOf } from './graph.ts';
import { type FlowKind, type FlowKinds, outputNamed } from './kinds.ts';

interface Line {
  from: FlowNode;
  names: readonly string[];
  /** Records come by it only when some were rejected. */
  rejects: boolean;
}

/**
 * Lines with different fields that end at one input whose records must all have the same (`sameFields`). Where each of two lines has a field that the other
 * has not, a run that has records on both fails; where one has only more, the outcome depends on which comes first.
 */
export function checkSameFields(flow: Flow, kinds: FlowKinds, node: FlowNode, kind: FlowKind, leaving: FieldsByPort): Problem[] {
  return kind.inputs
    .filter((port) => port.sameFields)
    .flatMap((port) => {
      const lines = linesInto(flow, kinds, node, port.name, leaving);
      for (const [at, one] of lines.entries())
        for (const other of lines.slice(at + 1)) {
          const problem = compare(node, one, other);
          if (problem) return [problem];
        }
      return [];
    });
}

function linesInto(flow: Flow, kinds: FlowKinds, node: FlowNode, port: string, leaving: FieldsByPort): Line[] {
  return edgesInto(flow, node.id, port).flatMap((edge) => {
    const from = nodeOf(flow, edge.from.node);
    const fields = leaving[edge.from.node]?.[edge.from.port];
    if (!from || !fields) return [];
    const carries = outputNamed(kinds.get(from.kind), from.config, edge.from.port)?.carries;
    return [{ from, names: fields.map(({ name }) => name), rejects: carries === 'reject' }];
  });
}

function compare(node: FlowNode, one: Line, other: Line): Problem | null {
  const [onlyOne, onlyOther] = [without(one.names, other.names), without(other.names, one.names)];
  if (onlyOne.length === 0 && onlyOther.length === 0) return null;
  const certain = onlyOne.length > 0 && onlyOther.length > 0 && !one.rejects && !other.rejects;
  const [more, less, fields] = onlyOne.length > 0 ? [one, other, onlyOne] : [other, one, onlyOther];
  const both = onlyOne.length > 0 && onlyOther.length > 0;
  return {
    severity: certain ? 'error' : 'warning',
    code: 'fields-differ',
    node: node.id,
    message: both
      ? `The links from ${one.from.name} and ${other.from.name} bring different fields into one file: only the first has ${listed(onlyOne)}, only the second ${listed(onlyOther)}. The run stops at the second one.`
      : `The link from ${more.from.name} brings ${listed(fields)}, which the one from ${less.from.name} does not have: the cells stay empty there, or the run stops where records without ${fields.length === 1 ? 'it' : 'them'} come first.`,
    hint: `Lead both links through a "Union" step before ${node.name}, or choose the same fields for both with "Map fields".`,
  };
}

function without(names: readonly string[], others: readonly string[]): string[] {
  const there = new Set(others);
  return names.filter((name) => !there.has(name));
}

function listed(names: readonly string[]): string {
  return joinNames(names.map((name) => `"${name}"`));
}
