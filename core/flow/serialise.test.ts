import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeDiff, diffFlows } from './diff.ts';
import { addNode, createFlow, moveNodes, setAnswer, setConfig } from './edit.ts';
import { migrateNodes } from './migrations.ts';
import { nearest } from './nearest.ts';
import { readiness } from './readiness.ts';
import { parseFlow, serialiseFlow } from './serialise.ts';
import { toyFlow } from './testing/toy-flow.ts';
import { TOY_KINDS } from './testing/toy-kinds.ts';

const NOTE = { id: 'n', text: 'Hello', position: { x: 0, y: 0 }, size: { width: 200, height: 100 } };
const frozen = (name: string) => readFileSync(new URL(`./frozen/${name}`, import.meta.url), 'utf8');

describe('flow documents', () => {
  it('writes a frozen document of version 2 back to the byte: groups, notes, bookmarks, unknown kinds and keys included', () => {
    expect(serialiseFlow(parseFlow(frozen('flow-v2.json')))).toBe(frozen('flow-v2.json'));
  });

  it('brings a frozen document of version 1 up and changes nothing else in it', () => {
    const [text, migrated] = [frozen('flow-v1.json'), serialiseFlow(parseFlow(frozen('flow-v1.json')))];
    const added = '"groups": [],\n  "notes": [],\n  "bookmarks": [],';
    expect(migrated).toBe(text.replace('"version": 1,\n  "id"', '"version": 2,\n  "id"').replace('"groups": [],', added));
  });

  it('brings groups of version 1 up: a node belongs to the first group that names it, and what names none that is there goes', () => {
    const flow = parseFlow(frozen('flow-v1-groups.json'));
    expect(flow.groups).toEqual([
      { id: 'g1', name: 'Read and pick', nodes: ['a', 'b'] },
      { id: 'g2', name: 'Shared', nodes: ['c'] },
    ]);
    expect([flow.version, flow.notes, flow.bookmarks, flow.nodes[0]?.note]).toEqual([2, [], [], 'Ask Ada before changing this.']);
  });

  it('brings a frozen document of version 0 up, its steps too', () => {
    const flow = migrateNodes(parseFlow(frozen('flow-v0.json')), TOY_KINDS);
    expect(flow.version).toBe(2);
    expect(flow.edges).toEqual([{ id: 'e1', from: { node: 'a', port: 'out' }, to: { node: 'b', port: 'in' } }]);
    expect(flow.nodes[1]).toMatchObject({ kind: 'pick', version: 2, config: { field: 'Status' } });
  });

  it('keeps a newer document as it is', () => {
    const text = frozen('flow-v2.json').replace('"version": 2,\n  "id"', '"version": 42,\n  "id"');
    expect(serialiseFlow(parseFlow(text))).toBe(text);
  });

  it('does not depend on the order things were added in', () => {
    const node = (id: string) => ({ id, kind: 'read', version: 1, name: id, position: { x: 0, y: 0 }, config: { z: 1, a: 2 } });
    const one = addNode(addNode(createFlow('f', 'F'), node('x')), node('y'));
    const other = addNode(addNode(createFlow('f', 'F'), node('y')), { ...node('x'), config: { a: 2, z: 1 } });
    expect(serialiseFlow(one)).toBe(serialiseFlow(other));
  });

  it.each(['', 'not json', '[]', '{"format":"other"}', '{"format":"swivel/flow","version":1,"id":"x","name":"x","nodes":[{"id":1}],"edges":[]}'])(
    'refuses %j in words',
    (text) => {
      expect(() => parseFlow(text, 'my.json')).toThrow(expect.objectContaining({ code: 'not-a-flow', class: 'user' }));
    },
  );
});

describe('diff, readiness, nearest', () => {
  it('says what changed', () => {
    const before = toyFlow('a:read b:pick', 'a>b');
    const after = addNode(setConfig(moveNodes(before, { a: { x: 5, y: 5 } }), 'b', { field: 'x' }), {
      id: 'c',
      kind: 'write',
      version: 1,
      name: 'Out',
      position: { x: 0, y: 0 },
      config: {},
    });
    expect(diffFlows(before, after)).toEqual({
      added: ['c'],
      removed: [],
      changed: ['b'],
      moved: ['a'],
      edges: false,
      groups: false,
      notes: false,
      bookmarks: false,
      flow: false,
    });
    expect(describeDiff(before, after)).toBe('Added Out; changed b');
    const drawn = { ...before, groups: [{ id: 'g', name: 'G', nodes: ['a'] }], notes: [NOTE], bookmarks: [{ id: 'k', name: 'K', node: 'a' }] };
    expect(describeDiff(before, drawn)).toBe('Changed groups; changed notes; changed bookmarks');
    expect(describeDiff(before, before)).toBe('No change');
  });

  it('answers from the drawing, or from words', () => {
    const flow = toyFlow('t:start a:read b:pick c:write', 't.start>a a>b b>c', { b: { field: 'Status' }, c: { path: 'x' } });
    const state = readiness(flow, TOY_KINDS);
    expect(state.questions.filter((one) => one.answered).map((one) => one.question)).toEqual(['format', 'processing', 'trigger', 'records']);
    expect(readiness(setAnswer(flow, 'checks', 'Monthly count'), TOY_KINDS).answered).toBe(5);
    expect(readiness(createFlow('f', 'F'), TOY_KINDS).answered).toBe(1);
  });

  it('finds the name that was meant', () => {
    expect(nearest('Statsu', ['Name', 'Status'])).toBe('Status');
    expect(nearest('xyz', ['Name', 'Status'])).toBeNull();
  });
});
