import type { Sample } from '../../base/sample.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Batch } from '../../data/batch.ts';
import type { Flow, FlowNode } from '../../flow/flow.ts';
import { topologicalOrder } from '../../flow/graph.ts';
import { outputNamed } from '../../flow/kinds.ts';
import { branchesOf } from '../plan/plan-branches.ts';
import type { PreviewJob } from '../run-job.ts';
import type { StepResult } from './preview-cache.ts';
import type { PreviewSample } from './preview-sample.ts';

/** What arrives at an input port. */
export interface PreviewPort {
  readonly name: string;
  readonly first: boolean;
  readonly reference: boolean;
  /** One per edge: names what came along it. */
  readonly keys: readonly string[];
  readonly batches: readonly Batch[];
  /** Whether a source of these records was not read to its end. */
  readonly isSample: boolean;
  /** The sample of the port before it, where there is only one. */
  readonly sample: Sample | null;
}

/** What setting up a preview needs. */
export interface PreviewInputs {
  /** True when a step before this one has no result. */
  readonly waiting: boolean;
  /** Connected ports, `first` ones first. */
  readonly ports: readonly PreviewPort[];
}

/** How many records of a source are taken, and which. */
export interface PreviewReading {
  readonly limit: number;
  readonly sample: PreviewSample;
}

const FIRST: PreviewSample = { kind: 'first' };
/** Records read of a source that only serves to look others up: with a handful nothing would ever match. */
const REFERENCE_LIMIT = 100_000;

/** What the steps of a preview have in common: their order, what arrives at them, and how much a source is asked for. */
export function previewSetup(flow: Flow, catalog: Catalog, job: PreviewJob) {
  const ids = topologicalOrder(flow).order.map((node) => node.id);
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const edges = [...flow.edges].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const nodes = ids.map((id) => flow.nodes.find((node) => node.id === id));
  const specs = nodes.map((node) => catalog.get(node?.kind ?? ''));
  const isFirst = (step: number, port: string) => specs[step]?.inputs.find((input) => input.name === port)?.first === true;
  const links = edges.flatMap((edge) => {
    const [from, to] = [indexOf.get(edge.from.node), indexOf.get(edge.to.node)];
    if (from === undefined || to === undefined || specs[from]?.role === 'trigger') return [];
    return [{ index: 0, edgeId: edge.id, from, fromPort: edge.from.port, to, toPort: edge.to.port }];
  });
  const branches = branchesOf({
    count: ids.length,
    links,
    roles: specs.map((spec) => spec?.role ?? ''),
    feeds: [],
    isFirst,
    // Of both sorts of `first` port enough must be read that something matches.
    isReference: isFirst,
    isReject: (step, port) => outputNamed(specs[step], nodes[step]?.config, port)?.carries === 'reject',
  });
  return {
    /** Node ids, sources before what they feed. */
    ids,
    readingOf(node: FlowNode): PreviewReading {
      const { limit, sample = FIRST } = job;
      if (branches[indexOf.get(node.id) ?? -1] === 'reference') return { limit: Math.max(limit, REFERENCE_LIMIT), sample: FIRST };
      const isMeant = catalog.get(node.kind)?.role === 'source' && (sample.kind !== 'where' || sample.nodeId === node.id);
      return { limit, sample: isMeant ? sample : FIRST };
    },
    inputsOf(node: FlowNode, results: ReadonlyMap<string, StepResult>): PreviewInputs {
      const spec = catalog.get(node.kind);
      const ports: PreviewPort[] = [];
      for (const port of spec?.role === 'source' ? [] : (spec?.inputs ?? [])) {
        const into = edges.filter((edge) => edge.to.node === node.id && edge.to.port === port.name);
        if (into.length === 0) continue;
        const from = into.map((edge) => ({ edge, result: results.get(edge.from.node) }));
        if (from.some(({ result }) => !result || result.key === '' || result.step.facts.status === 'failed')) return { waiting: true, ports: [] };
        const [only, ...others] = from;
        ports.push({
          name: port.name,
          first: port.first === true,
          reference: port.first === true && port.moves !== true,
          keys: from.map(({ edge, result }) => `${result?.outputKey} ${edge.from.port}`),
          batches: from.flatMap(({ edge, result }) => result?.outputs.get(edge.from.port) ?? []),
          isSample: from.some(({ result }) => result?.isSample === true),
          sample: only && others.length === 0 ? (only.result?.step.left[only.edge.from.port] ?? null) : null,
        });
      }
      return { waiting: false, ports: ports.sort((a, b) => Number(b.first) - Number(a.first)) };
    },
  };
}
