import type { ValueOfRun } from '../../api/look-models.ts';
import type { Value } from '../../base/value.ts';
import { edgesFrom } from '../../flow/graph.ts';
import { mustFindRun, type Parts } from '../parts.ts';
import { flowOfRun } from '../replay/replay-run.ts';

/**
 * A value that a sample of a run shows cut, as the captured data of that run holds it: what a source read, or what arrived at the steps behind the port. Null where
 * that was not kept, or was kept otherwise, as personal fields are.
 */
export async function wholeValue(parts: Parts, { runId, nodeId, port, origin, field, begins }: ValueOfRun): Promise<{ value: Value; cut: boolean } | null> {
  const run = mustFindRun(parts.store, runId);
  const places = [
    { nodeId, port, side: 'out' as const },
    ...edgesFrom(flowOfRun(parts, run), nodeId, port).map(({ to }) => ({ nodeId: to.node, port: to.port, side: 'in' as const })),
  ];
  const at = parts.store.captures
    .of(runId)
    .filter((kept) => kept.removedAt === null && places.some((place) => place.nodeId === kept.nodeId && place.port === kept.port && place.side === kept.side));
  if (at.length === 0) return null;
  let found: { value: Value; cut: boolean } | null = null;
  await parts.host.search({ folder: parts.folders.captures(runId), kind: 'value', at, origin, field, begins }, (event) => {
    if (event.kind === 'value') found = { value: event.value, cut: event.cut };
  });
  return found;
}
