import type { EdgeView, GroupView, NodeMarks } from '../canvas/facts.ts';
import type { StripPart } from '../canvas/strip-words.ts';
import { t } from '../i18n/i18n.ts';
import { formatShortCount } from '../ui/words.ts';
import { useInspection } from './inspection.ts';
import { marksOf } from './node-marks.ts';
import { type NodeStatus, nodeFacts, nodeStatus } from './node-status.ts';

/** From worst to best: a group stands as the worst of its steps. */
const WORST_FIRST: readonly NodeStatus[] = [
  'failed',
  'unknown-kind',
  'not-set-up',
  'cancelled',
  'running',
  'done-with-rejects',
  'stale',
  'waiting',
  'done',
  'ready',
];
const MOST_PARTS = 3;

/** The worst of several states; `ready` for none. */
export function worstOf(statuses: readonly NodeStatus[]): NodeStatus {
  return WORST_FIRST.find((status) => statuses.includes(status)) ?? 'ready';
}

/** What the card of a collapsed group says of the steps inside. */
export function groupView(nodeIds: readonly string[]): GroupView {
  const statuses = nodeIds.map(nodeStatus);
  const problems = nodeIds.flatMap((id) => useInspection.getState().byNode[id] ?? []);
  const rejected = nodeIds.reduce((sum, id) => sum + (nodeFacts(id)?.counts.rejected ?? 0), 0);
  const failed = nodeIds.map((id) => nodeFacts(id)?.error?.message).find((message) => message !== undefined);
  return {
    status: worstOf(statuses),
    parts: partsOf(statuses, problems.length, rejected),
    problem: problems[0]?.message ?? failed ?? '',
    marks: marksIn(nodeIds),
  };
}

function partsOf(statuses: readonly NodeStatus[], problems: number, rejected: number): StripPart[] {
  const count = (status: NodeStatus) => statuses.filter((one) => one === status).length;
  const [failed, running, done] = [count('failed'), count('running'), count('done') + count('done-with-rejects')];
  const parts: (StripPart | null)[] = [
    failed > 0 ? { text: t('{{count}} failed', { count: failed }), bad: true } : null,
    problems > 0 ? { text: t('{{count}} problems', { count: problems }), bad: true } : null,
    running > 0 ? { text: t('{{count}} running', { count: running }) } : null,
    done > 0 ? { text: t('{{done}} of {{steps}} done', { done, steps: statuses.length }) } : null,
    rejected > 0 ? { text: t('{{number}} rejected', { number: formatShortCount(rejected) }), bad: true } : null,
  ];
  return parts.filter((part) => part !== null).slice(0, MOST_PARTS);
}

function marksIn(nodeIds: readonly string[]): NodeMarks | null {
  const all = nodeIds.flatMap((id) => marksOf(id) ?? []);
  if (all.length === 0) return null;
  const here = all.find((marks) => marks.here)?.here;
  const given = all.find((marks) => marks.given)?.given;
  const found = all.some((marks) => marks.found === 'now') ? 'now' : all.find((marks) => marks.found)?.found;
  const lit = all.findLast((marks) => marks.lit === 'out') ?? all.findLast((marks) => marks.lit);
  return {
    ...(here ? { here } : {}),
    ...(given ? { given } : {}),
    ...(found ? { found } : {}),
    ...(lit?.lit ? { lit: lit.lit } : {}),
    ...(lit?.value === undefined ? {} : { value: lit.value }),
  };
}

/** Several links as one: their counts added up, the highest pressure, and true for what holds for any of them. */
export function linksView(views: readonly EdgeView[]): EdgeView {
  const counts = views.flatMap(({ count }) => (count === null ? [] : [count]));
  return {
    count: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
    pressure: Math.max(0, ...views.map(({ pressure }) => pressure)),
    moving: views.some(({ moving }) => moving),
    stale: views.some(({ stale }) => stale),
    lit: views.some(({ lit }) => lit),
  };
}
