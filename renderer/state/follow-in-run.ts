import type { LookedThrough } from '../../core/api/look-models.ts';
import type { RecordPath } from '../../core/api/replay-models.ts';
import type { RunDetail } from '../../core/api/run-models.ts';
import type { RecordOrigin } from '../../core/base/sample.ts';
import { catalog } from '../../core/nodes/index.ts';
import { api } from '../api/client.ts';
import { toReport } from '../api/report.ts';
import { t } from '../i18n/i18n.ts';
import type { Fate, FollowedStep, FollowedWay, RecordSearch } from '../ui/record-drawer/data-provider.ts';
import { isCut } from '../ui/record-drawer/sample-content.ts';
import { formatCount } from '../ui/words.ts';
import { mayBeKept, wholeValues } from './more-records.ts';

/** The way of a record through a finished run; `again`: what the flow as it was run makes of it, worked out anew. */
export async function followInRun(detail: RunDetail, { source, ordinal }: RecordOrigin, again = false): Promise<FollowedWay> {
  const asked = { runId: detail.run.runId, source, ordinal };
  try {
    const path = again ? await api.runs.retrace(asked) : await api.runs.follow(asked);
    const steps = path.steps.map(
      (step): FollowedStep => ({
        nodeId: step.nodeId,
        name: step.name,
        fate: fateOf(detail, step, again),
        fields: step.fields,
        row: step.row,
        more: 0,
        reason: step.reason,
        from: step.from,
        ...(again ? {} : { full: fullAt(detail, step, { source, ordinal }) }),
      }),
    );
    const way = again ? steps : [...steps, ...deliveries(detail, path.steps)];
    return { steps: way, notes: again ? againNotes(path) : missingNotes(detail, path, way), canRetrace: path.canRetrace === true };
  } catch (error) {
    const { message, hint } = toReport(error);
    return { steps: [], notes: [hint === undefined ? message : `${message} ${hint}`] };
  }
}

/** Where the run captured what stands cut here. */
function fullAt(detail: RunDetail, { nodeId, port }: Pick<RecordPath['steps'][number], 'nodeId' | 'port'>, origin: RecordOrigin): FollowedStep['full'] {
  if (!mayBeKept(detail, nodeId, port)) return undefined;
  const { value: whole } = wholeValues(detail, nodeId, port, 0);
  return (field, value) => (isCut(value) ? () => whole(field, null, origin, value) : null);
}

function fateOf(detail: RunDetail, { nodeId, port, reason }: RecordPath['steps'][number], again: boolean): Fate {
  if (reason !== undefined || port === 'rejected') return 'rejected';
  if (port === 'filtered') return 'filtered';
  if (port === 'duplicates') return 'duplicate';
  const kind = detail.flow.nodes.find((node) => node.id === nodeId)?.kind ?? '';
  if (catalog.get(kind)?.role !== 'target') return 'passed';
  return again ? 'would-be-delivered' : 'delivered';
}

/** Targets keep no samples: what left the step before one and was not rejected there was delivered, if the run came to its end. */
function deliveries(detail: RunDetail, steps: RecordPath['steps']): FollowedStep[] {
  if (!detail.run.status.startsWith('succeeded') || detail.run.mode === 'rehearsal') return [];
  const seen = new Set(steps.map((step) => step.nodeId));
  return detail.flow.edges.flatMap((edge): FollowedStep[] => {
    const left = steps.find((step) => step.nodeId === edge.from.node && step.port === edge.from.port);
    const target = detail.flow.nodes.find((node) => node.id === edge.to.node);
    if (!left || !target || seen.has(target.id) || catalog.get(target.kind)?.role !== 'target') return [];
    return [{ nodeId: target.id, name: target.name, fate: 'delivered', fields: left.fields, row: left.row, more: 0 }];
  });
}

function againNotes({ alone = [] }: RecordPath): string[] {
  return [
    t(
      'This is what the flow as it was run makes of the record now, from the captured input. Nothing was written; other files and tables are read as they are now.',
    ),
    ...(alone.length > 0
      ? [t('It was alone: {{steps}} need other records too, so the run may have come to something else there.', { steps: alone.join(', ') })]
      : []),
  ];
}

function missingNotes(detail: RunDetail, { gaps = [], canRetrace }: RecordPath, way: readonly FollowedStep[]): string[] {
  const ended = way.some(({ fate }) => fate !== 'passed');
  const notes = gaps.map(({ name, kept, total }) =>
    t('At {{step}} only {{kept}} of {{total}} records were kept as a sample, and this one is not among them.', {
      step: name,
      kept: formatCount(kept),
      total: formatCount(total),
    }),
  );
  if (way.length === 0) notes.unshift(t('No sample, no reject and no captured input of this run holds this record.'));
  if (!ended && way.length > 0 && gaps.length > 0)
    notes.push(t('Whether it was delivered is not on record: it was not rejected, but it may have been left out or dropped as a duplicate.'));
  if (gaps.length > 0 || way.length === 0)
    notes.push(
      canRetrace
        ? t('Its input was captured: its way can be worked out again, or it can be replayed.')
        : detail.run.mode === 'run'
          ? t('It cannot be worked out again, because the input was not kept as it was read. The flow’s settings say what later runs keep.')
          : t('A replay or rehearsal keeps no input of its own. Look in the run that it was made from.'),
    );
  return notes;
}

/** Looks for records in all that was kept of a finished run. */
export function searchInRun(detail: RunDetail): RecordSearch {
  const nameOf = (nodeId: string) => detail.flow.nodes.find((node) => node.id === nodeId)?.name ?? nodeId;
  return {
    whileTyping: false,
    run: async ({ words, field }, found, progress, signal) => {
      const asked = { runId: detail.run.runId, words, ...(field === undefined ? {} : { field }) };
      for await (const event of await api.runs.search(asked, { signal })) {
        if (event.kind === 'hits') found(event.hits.map(({ origin, nodeId, field: by, value }) => ({ origin, step: nameOf(nodeId), field: by, value })));
        else if (event.kind === 'progress') progress(event.of === 0 ? 0 : event.looked / event.of);
        else return [...event.places.map((place) => lookedWords(place, nameOf(place.nodeId ?? ''))), ...(event.error ? [event.error.message] : [])];
      }
      return [t('The search did not come to its end.')];
    },
  };
}

/** Where a search looked, and what was not there to be looked at, in a sentence. */
export function lookedWords({ what, looked, of, why, masked }: LookedThrough, step: string): string {
  const counts = { looked: formatCount(looked), of: formatCount(of), step };
  if (what === 'samples') return t('Samples: {{looked}} of {{of}} records that were seen at the steps.', counts);
  if (what === 'rejects') return t('Rejected records: {{looked}} of {{of}}.', counts);
  const sentences = [
    looked > 0 || !why ? t('Captured input of {{step}}: {{looked}} of {{of}} records.', counts) : t('Input of {{step}}: not looked at.', counts),
  ];
  if (why) sentences.push(whyWords(why));
  if (masked) sentences.push(t('Nothing is found by what is kept unreadable: {{fields}}.', { fields: masked.join(', ') }));
  return sentences.join(' ');
}

function whyWords(why: NonNullable<LookedThrough['why']>): string {
  switch (why) {
    case 'not-kept':
      return t('It was not captured.');
    case 'removed':
      return t('Its capture has been removed since, as the settings say.');
    case 'quota':
      return t('Its capture was cut off because the space for kept data was used up.');
    case 'disk':
      return t('Its capture was cut off because the disk failed or was full.');
    case 'run-ended':
      return t('It was captured only in part, because the run ended early.');
    case 'replay':
      return t('A replay keeps no input of its own. Look in the run that it was made from.');
    case 'rehearsal':
      return t('A rehearsal keeps no input.');
  }
}
