// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react';
import { memo } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StepFacts } from '../../../core/base/run-facts.ts';
import * as edit from '../../../core/flow/edit.ts';
import type { FlowEdge } from '../../../core/flow/flow.ts';
import { gridFlow } from '../../../core/flow/testing/grid-flow.ts';
import { drawnFlow } from '../../canvas/drawn-flow.ts';
import { useDocument } from '../../state/document.ts';
import { useInspection } from '../../state/inspection.ts';
import { usePreview } from '../../state/preview.ts';
import { advance, type CurrentRun, useRuns } from '../../state/runs.ts';
import { LIVE_FACTS } from './live-facts.ts';

const NODES = 200;
const flow = gridFlow(NODES, 300, () => ({ kind: 'filter-rows', version: 1, config: {} }), 'f');
const NO_COUNTS = { in: 0, out: 0, filtered: 0, duplicates: 0, rejected: 0, fannedOut: 0, used: 0, pending: 0 };
const facts = (nodeId: string, more: Partial<StepFacts> = {}): StepFacts => ({
  nodeId,
  name: nodeId,
  kind: 'filter-rows',
  status: 'waiting',
  counts: NO_COUNTS,
  ports: {},
  ms: 0,
  ...more,
});
const RUN: CurrentRun = {
  runId: 'r',
  flowId: 'f',
  mode: 'run',
  status: 'running',
  flow,
  counts: { read: 0, delivered: 0, filtered: 0, duplicates: 0, rejected: 0, pending: 0 },
  steps: Object.fromEntries(flow.nodes.map(({ id }) => [id, facts(id)])),
  pressure: {},
  startedAt: 1,
  finishedAt: null,
  durationMs: null,
  error: null,
};

const drawn = new Map<string, number>();
const note = (id: string) => drawn.set(id, (drawn.get(id) ?? 0) + 1);
const Card = memo(({ id }: { id: string }) => {
  note(id);
  return LIVE_FACTS.useNode(id).status;
});
const Group = memo(({ id, members }: { id: string; members: readonly string[] }) => {
  note(id);
  return LIVE_FACTS.useGroup(members).status;
});
const Bundle = memo(({ id, links }: { id: string; links: readonly FlowEdge[] }) => {
  note(id);
  return LIVE_FACTS.useLinks(links).count;
});
const Link = memo(({ id, from, port }: { id: string; from: string; port: string }) => {
  note(id);
  return LIVE_FACTS.useEdge(id, from, port).count;
});

/** Does something, lets two frames pass, and says what was drawn how often. */
async function redrawnBy(change: () => void): Promise<Record<string, number>> {
  drawn.clear();
  await act(async () => {
    change();
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  });
  return Object.fromEntries(drawn);
}

/** As the recorder tells it: every step, whether it has moved or not. */
function report(changes: Record<string, Partial<StepFacts>>, pressure: Record<string, number> = {}): void {
  const run = useRuns.getState().current ?? RUN;
  const steps = flow.nodes.map(({ id }) => structuredClone({ ...(run.steps[id] ?? facts(id)), ...changes[id] }));
  useRuns.setState({ current: advance(run, { kind: 'progress', seq: 1, at: 1, counts: run.counts, steps, pressure }) });
}

beforeEach(async () => {
  useDocument.setState({ flowId: 'f', flow });
  useRuns.setState({ current: RUN });
  render(
    <>
      {flow.nodes.map(({ id }) => (
        <Card key={id} id={id} />
      ))}
      {flow.edges.map(({ id, from }) => (
        <Link key={id} id={id} from={from.node} port={from.port} />
      ))}
    </>,
  );
  await redrawnBy(() => undefined);
});
afterEach(() => {
  cleanup();
  useRuns.setState({ current: null });
  usePreview.getState().reset();
  useDocument.getState().close();
});

it('a report of all steps draws nothing again when nothing is new, not even how long it has taken', async () => {
  expect(await redrawnBy(() => report({}))).toEqual({});
  expect(await redrawnBy(() => report({ n3: { ms: 12 }, n4: { ms: 9 } }))).toEqual({});
});

it('a step that changes draws its card once, and its links once', async () => {
  const counts = { ...NO_COUNTS, in: 5, out: 5 };
  const out = flow.edges.filter((edge) => edge.from.node === 'n30').map((edge) => [edge.id, 1]);
  expect(await redrawnBy(() => report({ n30: { status: 'running', counts, ports: { out: 5 } } }))).toEqual({ n30: 1, ...Object.fromEntries(out) });
});

it('reports that follow each other within a frame draw a card once', async () => {
  const more = (n: number) => report({ n30: { status: 'running', counts: { ...NO_COUNTS, in: n } } });
  expect((await redrawnBy(() => [1, 2, 3, 4].forEach(more)))['n30']).toBe(1);
});

it('a link under pressure is drawn alone', async () => {
  expect(await redrawnBy(() => report({}, { e7: 0.9 }))).toEqual({ e7: 1 });
});

it('saving, moving and problems that stay the same draw nothing', async () => {
  expect(await redrawnBy(() => useDocument.setState({ saved: 'saving' }))).toEqual({});
  expect(await redrawnBy(() => useDocument.getState().apply('Move', (draft) => edit.moveNodes(draft, { n1: { x: 3, y: 3 } })))).toEqual({});
  const problem = { severity: 'error', code: 'x', node: 'n2', message: 'No.' } as const;
  expect(await redrawnBy(() => useInspection.setState({ byNode: { n2: [problem] } }))).toEqual({ n2: 1 });
  expect(await redrawnBy(() => useInspection.setState({ byNode: { n2: [{ ...problem }] } }))).toEqual({});
});

it('an edit marks what was seen behind it, and only that', async () => {
  await redrawnBy(() => report(Object.fromEntries(flow.nodes.map(({ id }) => [id, { status: 'succeeded' }]))));
  const last = flow.nodes.at(-1)?.id ?? '';
  expect(await redrawnBy(() => useDocument.getState().setNodeConfig(last, { changed: true }))).toEqual({ [last]: 1 });
});

it('a trigger in service tells on its card when it is due and that it is dead; only that card is drawn again', async () => {
  cleanup();
  const life = { nodeId: 'n3', state: 'alive' as const, trouble: null, since: null, next: Date.UTC(2030, 0, 7, 2), lastAt: null };
  const live = { live: true, version: 1, environment: 'production' as const, nextDue: null, unpublished: null };
  const Line = memo(({ id }: { id: string }) => {
    note(id);
    const { line, status, problem } = LIVE_FACTS.useNode(id);
    return <i data-testid={id}>{JSON.stringify([line?.words ?? null, status, problem])}</i>;
  });
  useDocument.setState({ flow });
  useRuns.setState({ current: null });
  const { getByTestId } = render(flow.nodes.slice(0, 20).map(({ id }) => <Line key={id} id={id} />));
  await redrawnBy(() => undefined);
  const shown = () => JSON.parse(getByTestId('n3').textContent ?? '');
  expect(shown()[0]).toBeNull();
  expect(await redrawnBy(() => useDocument.getState().noteLive({ ...live, triggers: [life] }))).toEqual({ n3: 1 });
  expect(shown()[0]).toMatch(/^Live: next Mon.*7/);
  expect(await redrawnBy(() => useDocument.getState().noteLive({ ...live, triggers: [{ ...life }] }))).toEqual({});
  await redrawnBy(() => useDocument.getState().noteLive({ ...live, triggers: [{ ...life, state: 'trouble', trouble: 'The folder is gone.' }] }));
  expect(shown()).toEqual(['Live, but it does not work', 'failed', 'The folder is gone.']);
  expect(await redrawnBy(() => useDocument.getState().noteLive({ ...live, live: false, triggers: [] }))).toEqual({ n3: 1 });
});

it('of a thousand steps in forty groups, half of them collapsed, a change draws one card once: the step, or its collapsed group', async () => {
  cleanup();
  const big = gridFlow(1_000, 1_500, () => ({ kind: 'filter-rows', version: 1, config: {} }), 'f');
  const ids = (g: number) => Array.from({ length: 25 }, (_, i) => `n${g * 25 + i}`);
  const groups = Array.from({ length: 40 }, (_, g) => ({ id: `g${g}`, name: `Group ${g}`, nodes: ids(g), ...(g % 2 === 0 ? { collapsed: true } : {}) }));
  const half = { ...big, groups };
  const run = { ...RUN, flow: half, steps: Object.fromEntries(half.nodes.map(({ id }) => [id, facts(id)])) };
  useDocument.setState({ flow: half });
  useRuns.setState({ current: run });
  const { nodes, folded, edges, linksOf } = drawnFlow(half);
  const seen = nodes.filter(({ id }) => !folded.has(id));
  render(
    <>
      {seen.map(({ id }) => (
        <Card key={id} id={id} />
      ))}
      {[...folded].map(([id, { members }]) => (
        <Group key={id} id={id} members={members} />
      ))}
      {edges.map(({ id, from }) => {
        const links = linksOf.get(id);
        return links ? <Bundle key={id} id={id} links={links} /> : <Link key={id} id={id} from={from.node} port={from.port} />;
      })}
    </>,
  );
  await redrawnBy(() => undefined);
  const change = (id: string, more: Partial<StepFacts>) => () => {
    const current = useRuns.getState().current ?? run;
    const steps = half.nodes.map((node) => structuredClone({ ...(current.steps[node.id] ?? facts(node.id)), ...(node.id === id ? more : {}) }));
    useRuns.setState({ current: advance(current, { kind: 'progress', seq: 1, at: 1, counts: current.counts, steps, pressure: {} }) });
  };
  const cards = (drawnThen: Record<string, number>) => Object.fromEntries(Object.entries(drawnThen).filter(([id]) => !/^(e\d|links )/.test(id)));
  expect(cards(await redrawnBy(change('n30', { status: 'running' })))).toEqual({ n30: 1 });
  expect(cards(await redrawnBy(change('n3', { status: 'running' })))).toEqual({ 'folded g0': 1 });
  expect(cards(await redrawnBy(change('n3', { counts: { ...NO_COUNTS, in: 7 } })))).toEqual({});
  const links = await redrawnBy(change('n3', { status: 'succeeded', counts: { ...NO_COUNTS, in: 7, out: 7 }, ports: { out: 7 } }));
  expect(Math.max(...Object.values(links))).toBe(1);
});
