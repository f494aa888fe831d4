import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makePlan } from '../plan/make-plan.ts';
import { type FlowSketch, sketchFlow, ToyWorkspace } from '../testing/toy-flow.ts';
import { TOY_CATALOG } from '../testing/toy-kinds.ts';

// Many runs one after another, and a machine may be busy.
vi.setConfig({ testTimeout: 240_000 });

let workspace: ToyWorkspace;
beforeAll(() => {
  workspace = new ToyWorkspace();
});
afterAll(() => workspace.close());

const every = fc.constantFrom(0, 0, 2, 3, 5);
const source = fc.record({ count: fc.nat(40), from: fc.nat(3), batch: fc.integer({ min: 1, max: 7 }), rejectEvery: every, rawEvery: every });
const transform = fc.oneof(
  fc.record({ kind: fc.constant('keep'), config: fc.record({ dropEvery: every, rejectEvery: every }) }),
  fc.record({ kind: fc.constant('distinct'), config: fc.record({ of: fc.integer({ min: 1, max: 9 }) }) }),
  fc.record({ kind: fc.constant('copies'), config: fc.record({ times: fc.nat(3), noneEvery: every }) }),
  fc.record({ kind: fc.constant('reverse'), config: fc.constant({}) }),
  fc.record({ kind: fc.constant('slow'), config: fc.constant({ ms: 0 }) }),
  fc.record({ kind: fc.constant('match'), config: fc.record({ rejectEvery: every }) }),
);

/** Any acyclic flow: every step takes from some steps before it, by their data or their reject ports. */
const flows = fc
  .record({
    sources: fc.array(source, { minLength: 1, maxLength: 3 }),
    transforms: fc.array(transform, { maxLength: 6 }),
    targets: fc.array(fc.record({ rejectEvery: every, rejectAtCommit: every }), { minLength: 1, maxLength: 3 }),
    wiring: fc.array(fc.record({ from: fc.nat(), reject: fc.constantFrom(false, false, true) }), { minLength: 60, maxLength: 60 }),
    inputs: fc.array(fc.constantFrom(1, 1, 2), { minLength: 20, maxLength: 20 }),
  })
  .map(({ sources, transforms, targets, wiring, inputs }): FlowSketch => {
    const nodes: FlowSketch['nodes'] = {};
    const edges = new Set<string>();
    const ids: string[] = [];
    let wire = 0;
    const connect = (id: string, port: string, times: number) => {
      for (let time = 0; time < times; time++) {
        const { from, reject } = wiring[wire++ % wiring.length] ?? { from: 0, reject: false };
        edges.add(`${ids[from % ids.length]}.${reject ? 'rejected' : 'out'}>${id}.${port}`);
      }
    };
    sources.forEach((config, at) => {
      nodes[`s${at}`] = ['count', config];
      ids.push(`s${at}`);
    });
    transforms.forEach(({ kind, config }, at) => {
      nodes[`t${at}`] = [kind, config];
      connect(`t${at}`, 'in', inputs[at] ?? 1);
      if (kind === 'match') connect(`t${at}`, 'reference', 1);
      ids.push(`t${at}`);
    });
    targets.forEach((config, at) => {
      nodes[`z${at}`] = ['collect', { name: `z${at}`, ...config }];
      connect(`z${at}`, 'in', inputs[10 + at] ?? 1);
    });
    return { nodes, edges: [...edges] };
  });

describe('conservation', () => {
  it('holds for every step and for the run, whatever the flow', async () => {
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(flows, async (sketch) => {
        workspace.world.written.clear();
        const seen = await workspace.run(sketchFlow(sketch));
        if (seen.outcome.error) expect(seen.outcome.error.code).toBe('nothing-to-run');
        else ran++;
        expect(seen.outcome.counts.pending).toBe(0);
        const rejected = new Set(seen.rejects.map(({ origin }) => `${origin?.source}:${origin?.ordinal}`));
        const nodeIds = seen.outcome.steps.map((step) => step.nodeId);
        const written = [...workspace.world.written.values()].flat().map((row) => row.split(':'));
        const taken = new Set(written.map(([index, ordinal]) => `${nodeIds[Number(index)]}:${ordinal}`));
        expect(seen.outcome.counts.rejected).toBe(rejected.size);
        expect(seen.outcome.counts.delivered).toBe([...taken].filter((origin) => !rejected.has(origin)).length);
      }),
      {
        numRuns: 300,
        // Found by chance once: a step that works on rejects, and rejects a record of its reference.
        examples: [
          [
            {
              nodes: {
                s0: ['count', { count: 1, from: 1, batch: 1, rejectEvery: 0, rawEvery: 0 }],
                t0: ['match', { rejectEvery: 2 }],
                z0: ['collect', { name: 'z0', rejectEvery: 0, rejectAtCommit: 0 }],
              },
              edges: ['s0.rejected>t0.in', 's0.out>t0.reference', 't0.out>z0.in'],
            },
          ],
        ],
      },
    );
    expect(ran).toBeGreaterThan(100);
  });

  it('is the same by sums and by marks on each record', async () => {
    const chain = fc.record({
      source,
      steps: fc.array(
        transform.filter(({ kind }) => !['copies', 'match'].includes(kind)),
        { maxLength: 4 },
      ),
      target: fc.record({ rejectEvery: every }),
    });
    await fc.assert(
      fc.asyncProperty(chain, async ({ source: config, steps, target }) => {
        const nodes: FlowSketch['nodes'] = { s: ['count', config] };
        steps.forEach((step, at) => {
          nodes[`t${at}`] = [step.kind, step.config];
        });
        nodes['z'] = ['collect', { name: 'z', ...target }];
        const ids = Object.keys(nodes);
        const edges = ids.slice(1).map((id, at) => `${ids[at]}>${id}`);
        const bySums = sketchFlow({ nodes, edges });
        const extra = { aside: ['collect', { name: 'aside' }] as [string, Record<string, unknown>] };
        const byMarks = sketchFlow({
          nodes: { ...nodes, nothing: ['count', { count: 0 }], some: ['copies', {}], ...extra },
          edges: [...edges, 'nothing>some', 'some>aside'],
        });
        const plan = (flow: typeof bySums) => makePlan({ flow, catalog: TOY_CATALOG, mode: { kind: 'run' }, memoryBytes: 1 });
        expect([plan(bySums).fates, plan(byMarks).fates]).toEqual(['counts', 'origins']);
        expect((await workspace.run(byMarks)).outcome.counts).toEqual((await workspace.run(bySums)).outcome.counts);
      }),
      { numRuns: 60 },
    );
  });
});
