import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { fieldsOfFlow } from './arriving.ts';
import { checkFlow, isRunnable } from './check.ts';
import { flowSchema } from './flow.ts';
import { toyFlow } from './testing/toy-flow.ts';
import { TOY_KINDS } from './testing/toy-kinds.ts';

const codes = (...args: Parameters<typeof toyFlow>) => checkFlow(toyFlow(...args), TOY_KINDS).map((problem) => problem.code);
const PICKY = z.object({
  field: z.string().default(''),
  rules: z.array(z.union([z.object({ is: z.string(), unless: z.string().optional() }), z.object({ every: z.number() })])).default([]),
});
const good = { b: { field: 'Status' }, c: { path: 'x.csv' } };

describe('checkFlow', () => {
  it('finds nothing in a sound flow', () => {
    expect(checkFlow(toyFlow('t:start a:read b:pick c:write', 't.start>a a>b b>c', good), TOY_KINDS)).toEqual([]);
  });

  it('tells settings that a flow does not have, and keeps them in the document', () => {
    const flow = toyFlow('t:start a:read b:pick c:write', 't.start>a a>b b>c', good);
    const written = { ...flow, settings: { ...flow.settings, captur: 'none', colour: 'red', limits: { minuts: 5, memoryMb: 64 } } };
    const parsed = flowSchema.parse(JSON.parse(JSON.stringify(written)));
    expect(parsed.settings).toMatchObject({ captur: 'none', colour: 'red', limits: { minuts: 5, memoryMb: 64 } });
    const problems = checkFlow(parsed, TOY_KINDS);
    expect(problems.map(({ severity, code, field, message }) => [severity, code, field, message])).toEqual([
      ['error', 'unknown-setting', 'settings.limits.minuts', 'The flow has no setting "minuts". Did you mean "minutes"?'],
      ['error', 'unknown-setting', 'settings.captur', 'The flow has no setting "captur". Did you mean "capture"?'],
      ['warning', 'unknown-setting', 'settings.colour', 'The flow has no setting "colour".'],
    ]);
  });

  it.each([
    ['an empty flow', ['', ''], 'empty-flow'],
    ['an input that is not connected', ['a:read b:pick c:write', 'a>c', { b: { field: 'id' } }], 'input-not-connected'],
    ['a missing setting', ['a:read b:pick c:write', 'a>b b>c'], 'no-field'],
    ['a setting of the wrong type', ['a:read b:pick c:write', 'a>b b>c', { b: { field: 7 } }], 'bad-setting'],
    ['an unknown kind', ['a:read b:mystery', ''], 'unknown-kind'],
    ['a cycle', ['a:pick b:pick', 'a>b b>a', { a: { field: 'x' }, b: { field: 'x' } }], 'cycle'],
    ['two writers of one file', ['a:read b:write c:write', 'a>b a>c', { b: { path: 'out/x.csv' }, c: { path: './out/X.csv' } }], 'same-file'],
    ['two ways to write one path', ['a:read b:write c:write', 'a>b a>c', { b: { path: './a/../x.csv' }, c: { path: 'b//../x.csv' } }], 'same-file'],
    ['a trigger in the middle', ['a:read t:start', 'a>t'], 'trigger-in-the-middle'],
    ['a source that takes records', ['a:read b:read c:write', 'a>b b>c'], 'bad-edge'],
    ['two edges into one input', ['a:read b:read c:pick d:write', 'a>c b>c c>d', { c: { field: 'id' } }], 'too-many-inputs'],
    ['an edge to nowhere', ['a:read c:write', 'a>c a>zzz'], 'loose-edge'],
    ['no source', ['c:write', ''], 'no-source'],
    ['no target', ['a:read b:pick', 'a>b', { b: { field: 'id' } }], 'no-target'],
  ] as [string, Parameters<typeof toyFlow>, string][])('finds %s', (_name, args, code) => {
    expect(codes(...args)).toContain(code);
  });

  it('names the node, the setting and the nearest field for an unknown field', () => {
    const problems = checkFlow(toyFlow('a:read b:pick c:write', 'a>b b>c', { ...good, b: { field: 'Statsu' } }), TOY_KINDS);
    expect(problems).toEqual([expect.objectContaining({ code: 'unknown-field', node: 'b', field: 'field', hint: 'Did you mean "Status"?' })]);
  });

  it('uses fields seen in the data where a kind declares none, and says nothing where none are known', () => {
    const flow = toyFlow('a:read b:pick c:write', 'a>b b>c', { ...good, b: { field: 'Other' } });
    const unknowing = {
      get: (name: string) => (name === 'read' ? { ...TOY_KINDS.get('read'), fields: () => ({ out: null }) } : TOY_KINDS.get(name)),
    } as typeof TOY_KINDS;
    expect(checkFlow(flow, unknowing).map((p) => p.code)).toEqual([]);
    expect(checkFlow(flow, unknowing, { a: { out: [{ name: 'Name', type: 'text' }] } }).map((p) => p.code)).toEqual(['unknown-field']);
  });

  it('names a setting the kind does not have, at any depth, and the one that was meant', () => {
    const kinds = {
      get: (name: string) => (name === 'pick' ? { ...TOY_KINDS.get(name), config: PICKY } : TOY_KINDS.get(name)),
    } as typeof TOY_KINDS;
    const found = (config: Record<string, unknown>) =>
      checkFlow(toyFlow('a:read b:pick c:write', 'a>b b>c', { ...good, b: config }), kinds).map(({ severity, field, message }) => [severity, field, message]);
    expect(found({ feild: 'Status' })).toContainEqual(['error', 'feild', 'b has no setting "feild". Did you mean "field"?']);
    expect(found({ field: 'Status', feild: 'x' })).toEqual([['warning', 'feild', 'b has no setting "feild". Did you mean "field"?']]);
    expect(found({ field: 'Status', colour: 'red' })).toEqual([['warning', 'colour', 'b has no setting "colour".']]);
    expect(found({ field: 'Status', rules: [{ is: 'a' }, { is: 'b', unles: 'c' }, { every: 2 }] })).toEqual([
      ['error', 'rules.1.unles', 'b has no setting "unles". Did you mean "unless"?'],
    ]);
    expect(found({ field: 'Status', constructor: 1, rules: [{ is: 'a', unless: undefined }] })).toEqual([
      ['warning', 'constructor', 'b has no setting "constructor".'],
    ]);
  });

  it('tells before the run that lines with different fields end at one file', () => {
    const found = (nodes: string, edges: string, fields: string[]) =>
      checkFlow(toyFlow(nodes, edges, { b: { fields }, p: { field: 'id' }, c: { path: 'x.csv' } }), TOY_KINDS)
        .filter(({ code }) => code === 'fields-differ')
        .map(({ severity, node, message, hint }) => ({ severity, node, message, hint }));
    const two = (fields: string[]) => found('a:read b:read c:write', 'a>c b>c', fields);
    expect(two(['Status', 'id'])).toEqual([]);
    expect(two(['id', 'Extra'])).toEqual([
      {
        severity: 'error',
        node: 'c',
        message:
          'The links from a and b bring different fields into one file: only the first has "Status", only the second "Extra". The run stops at the second one.',
        hint: 'Lead both links through a "Union" step before c, or choose the same fields for both with "Map fields".',
      },
    ]);
    expect(two(['id', 'Status', 'Extra'])).toMatchObject([{ severity: 'warning', message: expect.stringMatching(/^The link from b brings "Extra", which/) }]);
    // Rejects may never come, so that run is not refused.
    expect(found('a:read p:pick b:read c:write', 'a>p p>c b.rejected>c', ['id'])).toMatchObject([]);
    expect(found('a:read p:pick c:write', 'a>p p>c p.rejected>c', [])).toMatchObject([{ severity: 'warning' }]);
  });

  it('treats warnings as runnable', () => {
    expect(isRunnable(checkFlow(toyFlow('a:read b:pick', 'a>b', good), TOY_KINDS))).toBe(true);
  });

  it('reports a newer document and a newer step without touching them', () => {
    const flow = toyFlow('a:read b:pick c:write', 'a>b b>c', good);
    const newer = { ...flow, version: 99, nodes: flow.nodes.map((node) => (node.id === 'b' ? { ...node, version: 9 } : node)) };
    expect(checkFlow(newer, TOY_KINDS).map((p) => p.code)).toEqual(['newer-document', 'newer-kind']);
  });
});

describe('fieldsOfFlow', () => {
  it('carries fields along, adds the reject columns, and takes sample values from what was seen', () => {
    const flow = toyFlow('a:read b:pick c:write', 'a>b b>c', good);
    const { arriving, leaving } = fieldsOfFlow(flow, TOY_KINDS, { a: { out: [{ name: 'Status', type: 'text', sample: 'Active' }] } });
    expect(arriving['c']?.['in']).toEqual([
      { name: 'id', type: 'text' },
      { name: 'Status', type: 'text', sample: 'Active' },
    ]);
    expect(leaving['b']?.['rejected']?.map((field) => field.name)).toEqual(['id', 'Status', 'reject_code', 'reject_reason', 'reject_field', 'reject_value']);
  });

  it('takes a type that nobody could foretell from what was seen, and no other', () => {
    const flow = toyFlow('a:read c:write', 'a>c');
    const unsure = {
      get: (name: string) =>
        name === 'read'
          ? {
              ...TOY_KINDS.get(name),
              fields: () => ({
                out: [
                  { name: 'id', type: 'any' },
                  { name: 'Status', type: 'text' },
                ],
              }),
            }
          : TOY_KINDS.get(name),
    } as typeof TOY_KINDS;
    const seen = {
      a: {
        out: [
          { name: 'id', type: 'decimal' as const },
          { name: 'Status', type: 'integer' as const },
        ],
      },
    };
    expect(fieldsOfFlow(flow, unsure, seen).arriving['c']?.['in']?.map((field) => field.type)).toEqual(['decimal', 'text']);
  });

  it('joins the fields of several edges into one port', () => {
    const flow = toyFlow('a:read b:read c:write', 'a>c b>c', { b: { fields: ['id', 'Extra'] } });
    expect(fieldsOfFlow(flow, TOY_KINDS).arriving['c']?.['in']?.map((field) => field.name)).toEqual(['id', 'Status', 'Extra']);
  });
});
