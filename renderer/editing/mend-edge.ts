import * as edit from '../../core/flow/edit.ts';
import type { Flow, FlowEdge } from '../../core/flow/flow.ts';
import { whyNotConnect } from '../../core/flow/graph.ts';
import { inputsOf, outputsOf } from '../../core/flow/kinds.ts';
import { catalog } from '../../core/nodes/index.ts';
import type { Mend } from '../canvas/facts.ts';
import { t, told } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';

/** How a line in the open flow whose port is gone can be mended: led from (or to) another port, the first that is free, or deleted. */
export function mendsOf(edgeId: string): readonly Mend[] {
  const { flow, apply } = useDocument.getState();
  const edge = flow?.edges.find((one) => one.id === edgeId);
  if (!flow || !edge) return [];
  const other = otherEnds(flow, edge);
  const remove: Mend = {
    label: t('Delete line'),
    title: t('Delete the line.'),
    perform: () => apply(t('Delete a line'), (draft) => edit.disconnect(draft, [edgeId])),
  };
  if (!other) return [remove];
  const { from, to, label, isOutput } = other;
  const move: Mend = {
    label: t('Use "{{port}}"', { port: told(label) }),
    title: isOutput
      ? t('Connect the link to the output "{{port}}".', { port: told(label) })
      : t('Connect the link to the input "{{port}}".', { port: told(label) }),
    perform: () =>
      apply(isOutput ? t('Draw a link from {{port}}', { port: told(label) }) : t('Draw a link to {{port}}', { port: told(label) }), (draft) =>
        edit.connect(edit.disconnect(draft, [edgeId]), edgeId, from, to),
      ),
  };
  return [move, remove];
}

function otherEnds(flow: Flow, edge: FlowEdge): (Pick<FlowEdge, 'from' | 'to'> & { label: string; isOutput: boolean }) | null {
  const [from, to] = [edge.from, edge.to].map(({ node }) => flow.nodes.find((one) => one.id === node));
  const [fromKind, toKind] = [from && catalog.get(from.kind), to && catalog.get(to.kind)];
  if (!from || !to || !fromKind || !toKind) return null;
  const without = edit.disconnect(flow, [edge.id]);
  const outputs = outputsOf(fromKind, from.config);
  const isOutput = !outputs.some((port) => port.name === edge.from.port);
  const ends = isOutput
    ? outputs.filter((port) => port.carries !== 'reject').map(({ name, label }) => ({ from: { node: from.id, port: name }, to: edge.to, label, isOutput }))
    : inputsOf(toKind, to.config, (port) => without.edges.some((other) => other.to.node === to.id && other.to.port === port)).map(({ name, label }) => ({
        from: edge.from,
        to: { node: to.id, port: name },
        label,
        isOutput,
      }));
  const possible = ends.filter((one) => whyNotConnect(without, catalog, one.from, one.to) === null);
  const isFree = (one: (typeof ends)[number]) =>
    !without.edges.some((other) => (isOutput ? other.from.node === one.from.node && other.from.port === one.from.port : other.to.port === one.to.port));
  // What a removed case took leaves by the last output now.
  return possible.find(isFree) ?? possible.at(-1) ?? null;
}
