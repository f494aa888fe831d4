import type { PreviewPlace } from '../../core/api/look-models.ts';
import type { RunDetail } from '../../core/api/run-models.ts';
import { edgesFrom } from '../../core/flow/graph.ts';
import { api } from '../api/client.ts';
import type { MoreRecords } from '../ui/record-drawer/data-provider.ts';

/** What the backend keeps of a place in a preview beyond what the preview told. */
export function moreRecords(flowId: string, place: PreviewPlace, total: number): MoreRecords {
  return {
    total,
    rows: async (from, count) => {
      const seen = await api.design.look({ flowId, kind: 'rows', place, from, count });
      return seen?.kind === 'rows' ? seen : null;
    },
    value: async (field, at, origin) => {
      const seen = await api.design.look({ flowId, kind: 'value', place, field, at, origin });
      return seen?.kind === 'value' ? seen : null;
    },
  };
}

/** Whether a run captured what left a step by a port: what a source read, or what arrived at a step behind it. */
export function mayBeKept({ captures = [], flow }: Pick<RunDetail, 'captures' | 'flow'>, nodeId: string, port: string): boolean {
  const kept = captures.filter(({ removedAt }) => removedAt === null);
  const ends = edgesFrom(flow, nodeId, port).map(({ to }) => to);
  return kept.some((one) =>
    one.side === 'out' ? one.nodeId === nodeId && one.port === port : ends.some((end) => end.node === one.nodeId && end.port === one.port),
  );
}

/** Values in full from what a run captured. Which of several records of one origin it is, is known by what the sample shows of it. */
export function wholeValues({ run: { runId } }: RunDetail, nodeId: string, port: string, total: number): MoreRecords {
  return {
    total,
    value: async (field, _at, origin, shown) => {
      const begins = typeof shown === 'string' ? shown.replace(/…$/, '') : '';
      return begins === '' ? null : api.runs.value({ runId, nodeId, port, origin, field, begins });
    },
  };
}
