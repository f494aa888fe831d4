import type { PreviewPlace } from '../../core/api/look-models.ts';
import type { RecordOrigin } from '../../core/base/sample.ts';
import { catalog } from '../../core/nodes/index.ts';
import { api } from '../api/client.ts';
import { t } from '../i18n/i18n.ts';
import type { DataProvider, FollowedStep, FollowedWay, RecordSearch } from '../ui/record-drawer/data-provider.ts';
import { followInSamples } from '../ui/record-drawer/follow.ts';
import type { SeenStep } from './preview.ts';

type Seen = Readonly<Record<string, SeenStep>>;
type Samples = Pick<DataProvider, 'steps' | 'view'>;

/** Where previews keep more records than the window was told: what left each step, and what arrived at targets. Empty when the samples are all there is. */
export function placesBeyond(seen: Seen, nodeIds: readonly string[]): PreviewPlace[] {
  const places = nodeIds.flatMap((nodeId): { place: PreviewPlace; more: boolean }[] => {
    const step = seen[nodeId]?.step;
    const look = step?.look;
    if (!step || look === undefined) return [];
    const isTarget = catalog.get(step.facts.kind)?.role === 'target';
    const side = isTarget ? ('arrived' as const) : ('left' as const);
    return Object.entries(isTarget ? step.arrived : step.left).map(([port, sample]) => ({
      place: { nodeId, look, side, port },
      more: sample.total > sample.rows.length,
    }));
  });
  return places.some(({ more }) => more) ? places.map(({ place }) => place) : [];
}

/** The way of a record through all that a preview has kept, not only through its samples. */
export async function followInPreview(flowId: string, samples: Samples, places: readonly PreviewPlace[], origin: RecordOrigin): Promise<FollowedWay> {
  const here = followInSamples(samples, origin);
  const seen = await api.design.look({ flowId, kind: 'origin', places: [...places], origin });
  const beyond = seen?.kind === 'origin' ? seen.places : [];
  const steps = samples.steps.flatMap((step): FollowedStep[] => {
    const sampled = here.find(({ nodeId }) => nodeId === step.nodeId);
    const found = beyond.find(({ nodeId }) => nodeId === step.nodeId);
    if (sampled || !found) return sampled ? [sampled] : [];
    const fate = step.role === 'target' ? ('would-be-delivered' as const) : found.port === 'rejected' ? ('rejected' as const) : ('passed' as const);
    return [{ nodeId: step.nodeId, name: step.name, fate, fields: found.fields, row: found.row, more: found.more }];
  });
  const last = samples.steps.find(({ nodeId }) => nodeId === steps.at(-1)?.nodeId);
  const isOpen = steps.at(-1)?.fate === 'passed' && last !== samples.steps.at(-1);
  return {
    steps,
    notes: isOpen ? [t('Behind {{step}} it was not seen: it may have been left out there, and only some of those are kept.', { step: last?.name ?? '' })] : [],
  };
}

/** Finds records in all that a preview has kept. */
export function searchInPreview(flowId: string, samples: Samples, places: readonly PreviewPlace[]): RecordSearch {
  return {
    whileTyping: true,
    run: async ({ words }, found) => {
      const seen = await api.design.look({ flowId, kind: 'search', places: [...places], words });
      if (seen?.kind !== 'search') return [t('The other records are no longer kept. Preview again to see them.')];
      const nameOf = (nodeId: string) => samples.steps.find((step) => step.nodeId === nodeId)?.name ?? nodeId;
      found(seen.hits.map(({ origin, nodeId, field, value }) => ({ origin, step: nameOf(nodeId), field, value })));
      const steps = new Set(places.map(({ nodeId }) => nodeId)).size;
      return [t('Looked through all records of the preview at {{count}} steps.', { count: steps })];
    },
  };
}
