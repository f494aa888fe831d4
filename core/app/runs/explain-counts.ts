import type { ExplainedCount } from '../../api/run-models.ts';
import { countOf, formatCount } from '../../base/amounts.ts';
import { joinNames } from '../../base/joined-names.ts';
import type { StepFacts } from '../../base/run-facts.ts';
import type { AnyNodeSpec } from '../../catalog/catalog.ts';
import { dependsOnOthers, fanOutOf } from '../../catalog/fan-out.ts';
import type { Flow } from '../../flow/flow.ts';
import { reachable } from '../../flow/graph.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { Parts } from '../parts.ts';

interface Told {
  readonly run: RunRecord;
  readonly flow: Flow;
  readonly steps: readonly StepFacts[];
}

/**
 * Why the counts of a run differ from those of its steps, in sentences: a run counts source records, each once, while a step counts what comes to it. Empty
 * where there is nothing to explain.
 */
export function explainCounts(parts: Pick<Parts, 'store' | 'catalog'>, told: Told): ExplainedCount[] {
  return [...readAlong(parts, told), ...delivered(parts, told), ...rejected(parts, told)];
}

function readAlong({ catalog }: Pick<Parts, 'catalog'>, { steps, flow }: Told): ExplainedCount[] {
  const others = steps.reduce((sum, { kind, counts }) => sum + (catalog.get(kind)?.role === 'source' ? (counts.partners ?? 0) : 0), 0);
  if (others === 0) return [];
  const needing = steps.filter(({ kind, nodeId, counts }) => (counts.partners ?? 0) > 0 && asked(catalog.get(kind), flow, nodeId, dependsOnOthers));
  const names = namesOf(needing);
  const also = steps
    .filter(({ kind, counts }) => (counts.alsoSent ?? 0) > 0 && (catalog.get(kind)?.inputs.length ?? 0) < 2)
    .map(({ name, counts: { alsoSent = 0 } }): ExplainedCount => {
      const sentence = `${countOf(alsoSent, 'other record')} of the same groups went on from ${name} with the replayed ones.`;
      return { about: 'read', sentence };
    });
  return [
    {
      about: 'read',
      sentence: `${countOf(others, 'other record')} ${others === 1 ? 'was' : 'were'} only read along, since ${names} ${needing.length === 1 ? 'needs' : 'need'} them. They are not counted.`,
    },
    ...also,
  ];
}

function delivered({ catalog }: Pick<Parts, 'catalog'>, { run, flow, steps }: Told): ExplainedCount[] {
  const targets = steps.filter(({ kind, counts }) => catalog.get(kind)?.role === 'target' && counts.in > 0);
  const written = targets.reduce((sum, { counts }) => sum + counts.in - counts.rejected - counts.filtered - counts.duplicates, 0);
  if (run.mode === 'rehearsal' || run.counts.delivered === 0 || written === run.counts.delivered) return [];
  const before = new Set(targets.flatMap(({ nodeId }) => [...reachable(flow, nodeId, true)]));
  const reasons = steps
    .filter(({ nodeId, counts }) => before.has(nodeId) && counts.in > 0)
    .flatMap(({ kind, name, nodeId }) => {
      const spec = catalog.get(kind);
      if (spec?.fanOut === 'combines') return [`${name} ${spec.inputs.length > 1 ? 'brings records of two inputs together' : 'makes one record of several'}`];
      return asked(spec, flow, nodeId, fanOutOf) === 'many' ? [`${name} may make several records of one`] : [];
    });
  if (targets.length > 1) reasons.push(`records may go to each of ${formatCount(targets.length)} targets`);
  const { delivered: count } = run.counts;
  const why = joinNames(reasons, 4);
  return [
    {
      about: 'delivered',
      sentence:
        why === ''
          ? `${countOf(count, 'source record')} ${count === 1 ? 'was' : 'were'} delivered in ${countOf(written, 'written record')}.`
          : `${countOf(count, 'source record')} ${count === 1 ? 'was' : 'were'} delivered in ${countOf(written, 'written record')}: ${why}.`,
    },
  ];
}

function rejected({ store, catalog }: Pick<Parts, 'store' | 'catalog'>, { run, flow, steps }: Told): ExplainedCount[] {
  if (run.counts.rejected === 0) return [];
  const nameOf = (nodeId: string) => flow.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId;
  const combined = store.rejects.combined(run.runId);
  const said = combined.map(({ nodeId, rejects, records, seq }): ExplainedCount => {
    const before = reachable(flow, nodeId, true);
    const makers = steps.filter((step) => before.has(step.nodeId) && catalog.get(step.kind)?.fanOut === 'combines');
    // Of steps one behind the other the last one made the record.
    const last = makers.filter((step) => !makers.some((other) => reachable(flow, step.nodeId).has(other.nodeId)));
    const count = Math.min(records, run.counts.rejected);
    const of = last.length > 0 ? ` of ${namesOf(last)}` : '';
    return {
      about: 'rejected',
      sentence: `${countOf(count, 'source record')} ${count === 1 ? 'was' : 'were'} rejected because ${count === 1 ? 'it is' : 'they are'} part of ${countOf(rejects, 'rejected record')}${of}; ${nameOf(nodeId)} rejected ${rejects === 1 ? 'it' : 'them'}.`,
      nodeId,
      seq,
    };
  });
  const alone = steps.reduce((sum, { counts }) => sum + counts.rejected, 0);
  const all = combined.reduce((sum, { records, rejects }) => sum + records - rejects, alone);
  if (all > run.counts.rejected && steps.filter(({ counts }) => counts.rejected > 0).length > 1)
    said.push({
      about: 'rejected',
      sentence: `The steps rejected ${countOf(alone, 'record')} in all. Some come from the same source records, which count once.`,
    });
  return said;
}

/** What a kind says of a step under its settings in this flow; undefined for a step that is not in it. */
function asked<T>(spec: AnyNodeSpec | undefined, flow: Flow, nodeId: string, ask: (spec: AnyNodeSpec, config: unknown) => T): T | undefined {
  const node = flow.nodes.find(({ id }) => id === nodeId);
  return spec && node && ask(spec, spec.config.parse(node.config));
}

function namesOf(steps: readonly StepFacts[]): string {
  return joinNames(
    steps.map(({ name }) => name),
    3,
  );
}
