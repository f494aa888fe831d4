import { expectedTimes } from '../triggers/arrivals/expected-days.ts';
import { proposeBand } from '../triggers/arrivals/propose-band.ts';
import { mustWrite } from './parts.ts';
import { procedures } from './procedures.ts';

/** Times to come that a calendar shows. */
const MOST_TO_COME = 40;
/** Files that say what is usual. */
const MOST_PAST = 60;

/** Expected files, and what became of them. */
export const arrivals = {
  calendar: procedures.arrivals.calendar.handler(({ context, input: { from, to, flowId } }) => {
    const { store, clock, arrivals: desk } = context;
    const now = clock.now();
    const names = new Map(store.flows.list().map((flow) => [flow.flowId, flow.name]));
    return {
      lastLook: desk.lastLook,
      expected: desk
        .flows()
        .filter((flow) => flowId === undefined || flow.flowId === flowId)
        .flatMap((flow) =>
          flow.expects.map((expectation) => {
            const [newest] = store.arrivals.newest(flow.flowId, expectation.id, 1);
            const after = Math.max(now, newest?.due ?? 0);
            return {
              flowId: flow.flowId,
              flowName: flow.flowName,
              zone: flow.days.zone,
              expectation,
              next: expectedTimes(expectation, flow.days, after, MOST_TO_COME)
                .filter(({ due }) => due <= to)
                .map(({ day, due }) => ({ day, due })),
              trouble: desk.troubleOf(flow.flowId, expectation.id),
            };
          }),
        ),
      arrivals: store.arrivals.between(from, to, flowId).map(({ hash: _hash, changedAt: _at, ...one }) => ({ ...one, flowName: names.get(one.flowId) ?? '' })),
    };
  }),
  band: procedures.arrivals.band.handler(({ context: { store }, input: { flowId, expectationId } }) => {
    const past = store.arrivals
      .newest(flowId, expectationId, MOST_PAST)
      .filter(({ state, file }) => file !== null && state !== 'empty' && state !== 'truncated');
    return { ...proposeBand(past), files: past.length };
  }),
  lookNow: procedures.arrivals.lookNow.handler(async ({ context }) => {
    mustWrite(context);
    await context.arrivals.lookNow();
    return { ok: true as const };
  }),
};
