import { describe, expect, it } from 'vitest';
import { UserError } from '../../base/errors.ts';
import { type FlowSketch, sketchFlow } from '../testing/toy-flow.ts';
import { TOY_CATALOG } from '../testing/toy-kinds.ts';
import { makePlan } from './make-plan.ts';
import type { PlanMode } from './plan.ts';
import { printPlan } from './print-plan.ts';

const plan = (sketch: FlowSketch, mode: PlanMode = { kind: 'run' }) =>
  makePlan({ flow: sketchFlow(sketch), catalog: TOY_CATALOG, mode, memoryBytes: 100 * 1024 * 1024 });
const names = (of: ReturnType<typeof plan>, indexes: readonly number[]) => indexes.map((index) => of.steps[index]?.nodeId);

const lookUp: FlowSketch = {
  nodes: { go: ['start'], read: ['count'], known: ['count'], tidy: ['keep'], match: ['match'], out: ['collect'], aside: ['collect', { name: 'aside' }] },
  edges: ['go>read', 'read>match', 'known>tidy', 'tidy>match.reference', 'match>out', 'match.rejected>aside'],
};

describe('a plan', () => {
  it('is the same whatever is drawn around the steps: groups, collapsed or not, notes, bookmarks', () => {
    const flow = sketchFlow(lookUp);
    const drawn = {
      ...flow,
      nodes: flow.nodes.map((node) => ({ ...node, note: 'Ask Ada' })),
      groups: [{ id: 'g', name: 'G', nodes: ['read', 'match', 'out'], collapsed: true }],
      notes: [{ id: 'n', text: 'Why', position: { x: 0, y: 0 }, size: { width: 9, height: 9 } }],
      bookmarks: [{ id: 'k', name: 'K', node: 'read' }],
    };
    const [before, after] = [flow, drawn].map((one) => makePlan({ flow: one, catalog: TOY_CATALOG, mode: { kind: 'run' }, memoryBytes: 1 << 27 }));
    expect(after).toEqual(before);
  });

  it('reads what is looked up in first, and commits in the order of the steps', () => {
    const made = plan(lookUp);
    expect(names(made, made.readOrder)).toEqual(['known', 'read']);
    expect(names(made, made.commitOrder)).toEqual(['out', 'aside']);
    expect(made.steps.map(({ nodeId, branch }) => [nodeId, branch])).toEqual([
      ['read', 'data'],
      ['known', 'reference'],
      ['tidy', 'reference'],
      ['match', 'data'],
      ['out', 'data'],
      ['aside', 'reject'],
    ]);
    expect(made.fates).toBe('counts');
    expect(made.steps.flatMap((step) => step.inputs.filter((input) => input.held))).toEqual([]);
  });

  it('holds a port whose source also feeds the port that is read first', () => {
    const made = plan({ nodes: { read: ['count'], match: ['match'], out: ['collect'] }, edges: ['read>match', 'read>match.reference', 'match>out'] });
    expect(made.steps.find((step) => step.nodeId === 'match')?.inputs.map(({ port, held }) => [port, held])).toEqual([
      ['in', true],
      ['reference', false],
    ]);
  });

  it('leaves out what no source leads to or what leads to no target, and says so', () => {
    const made = plan({ nodes: { read: ['count'], out: ['collect'], lost: ['keep'], dead: ['keep'] }, edges: ['read>out', 'read>dead'] });
    expect(made.steps.map((step) => step.nodeId)).toEqual(['read', 'out']);
    expect(made.skipped.map(({ nodeId, reason }) => [nodeId, reason])).toEqual([
      ['lost', 'No source leads to it.'],
      ['dead', 'What it gives leads to no target.'],
    ]);
  });

  it.each<[string, FlowSketch, 'counts' | 'origins']>([
    ['a chain', { nodes: { read: ['count'], a: ['keep'], out: ['collect'] }, edges: ['read>a', 'a>out'] }, 'counts'],
    [
      'a chain with a reject branch',
      { nodes: { read: ['count'], out: ['collect'], bad: ['collect', { name: 'b' }] }, edges: ['read>out', 'read.rejected>bad'] },
      'counts',
    ],
    ['two targets', { nodes: { read: ['count'], a: ['collect'], b: ['collect', { name: 'b' }] }, edges: ['read>a', 'read>b'] }, 'origins'],
    ['a step that multiplies', { nodes: { read: ['count'], a: ['copies'], out: ['collect'] }, edges: ['read>a', 'a>out'] }, 'origins'],
    ['rejects that come back', { nodes: { read: ['count'], a: ['keep'], out: ['collect'] }, edges: ['read>a', 'a>out', 'a.rejected>out'] }, 'origins'],
    ['only rejects that are used', { nodes: { read: ['count'], a: ['keep'], out: ['collect'] }, edges: ['read>a', 'a.rejected>out'] }, 'origins'],
  ])('knows how fates are told in %s', (_what, sketch, fates) => {
    expect(plan(sketch).fates).toBe(fates);
  });

  it('refuses a flow that is not ready, with all its problems', () => {
    const broken: FlowSketch = { nodes: { read: ['count', { count: 'many' }], match: ['match'], out: ['collect'] }, edges: ['read>match', 'match>out'] };
    let error: unknown;
    try {
      plan(broken);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ code: 'flow-not-ready', place: { node: 'read', field: 'count' } });
    expect((error as UserError).message).toContain('and 1 more problem');
    expect((error as UserError).details).toContain('input-not-connected (match)');
    expect(() => plan({ nodes: { read: ['count'] }, edges: [] })).toThrow('nothing to run');
  });

  it('shares memory between the steps that spill', () => {
    const made = plan({ nodes: { read: ['count'], a: ['reverse'], b: ['keep'], c: ['reverse'], out: ['collect'] }, edges: ['read>a', 'a>b', 'b>c', 'c>out'] });
    expect(made.memoryPerStep).toBe(50 * 1024 * 1024);
  });

  it('of a replay from the middle feeds what would have come from before, and names what it leaves out', () => {
    const choice = { captures: '', fromNode: 'match', ordinals: null, readOutside: [], state: 'none' as const };
    const made = plan(lookUp, { kind: 'replay', choice });
    expect(made.steps.map((step) => step.nodeId)).toEqual(['match', 'out', 'aside']);
    expect(made.feeds).toEqual([
      { to: 0, toPort: 'in' },
      { to: 0, toPort: 'reference' },
    ]);
    expect(made.skipped.map(({ nodeId }) => nodeId)).toEqual(['read', 'known', 'tidy']);
  });

  it('can be printed', () => {
    expect(printPlan(plan({ ...lookUp, settings: { capture: 'input' } }))).toBe(
      [
        'Mode: run. Fates by counts.',
        'Read: known, then read.',
        '0. read [count], reads outside, data, keeps what it reads',
        '     out -> match (in)',
        '     rejected -> dead letters',
        '1. known [count], reads outside, reference, keeps what it reads',
        '     out -> tidy (in)',
        '     rejected -> dead letters',
        '2. tidy [keep], none, reference',
        '     out -> match (reference)',
        '     rejected -> dead letters',
        '3. match [match], none, data, reference first',
        '     out -> out (in)',
        '     rejected -> aside (in)',
        '4. out [collect], repeat safe write, data',
        '     rejected -> dead letters',
        '5. aside [collect], repeat safe write, reject',
        '     rejected -> dead letters',
        'Commit: out, then aside.',
        '',
      ].join('\n'),
    );
  });
});
