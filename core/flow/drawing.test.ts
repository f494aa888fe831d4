import { describe, expect, it } from 'vitest';
import { addBookmark, removeBookmark, renameBookmark } from './bookmarks.ts';
import { checkFlow } from './check.ts';
import { addNode, moveNodes, removeNodes, setConfig, setNodeNote } from './edit.ts';
import type { Flow } from './flow.ts';
import { changeGroup, groupNodes, groupOf, membersOf, putInGroup, setCollapsed, ungroup } from './groups.ts';
import { addNote, changeNote, removeNotes } from './notes.ts';
import { copyPart, paste } from './part.ts';
import { readiness } from './readiness.ts';
import { toyFlow } from './testing/toy-flow.ts';
import { TOY_KINDS } from './testing/toy-kinds.ts';
import { runTheSame } from './what-runs.ts';

const base = () => toyFlow('a:read b:pick c:write', 'a>b b>c', { b: { field: 'Status' }, c: { path: 'x' } });
const note = { id: 'n', text: 'Why', position: { x: 0, y: 0 }, size: { width: 200, height: 100 } };
const groups = (flow: Flow) => flow.groups.map((group) => `${group.id}:${group.nodes.join('')}${group.collapsed ? ' collapsed' : ''}`);

describe('groups', () => {
  it('hold a node once; what is put into one leaves the other, and an empty one goes', () => {
    const two = groupNodes(groupNodes(base(), 'g1', 'One', ['a', 'b']), 'g2', 'Two', ['c']);
    expect(groups(putInGroup(two, ['b'], 'g2'))).toEqual(['g1:a', 'g2:cb']);
    expect(groups(putInGroup(two, ['c'], 'g1'))).toEqual(['g1:abc']);
    expect(groups(putInGroup(two, ['a', 'c'], null))).toEqual(['g1:b']);
    expect(groupOf(two, 'b')?.id).toBe('g1');
  });
  it('of several that name a node count the first, and only nodes that are there', () => {
    const [one, other] = [
      { id: 'g1', name: 'One', nodes: ['a', 'a', 'gone'] },
      { id: 'g2', name: 'Two', nodes: ['a', 'b'] },
    ] as const;
    const flow = { ...base(), groups: [one, other] } as unknown as Flow;
    expect(flow.groups.map((group) => membersOf(flow, group))).toEqual([['a'], ['b']]);
  });
  it('collapse and open, and nothing changes where they are so already', () => {
    const grouped = groupNodes(base(), 'g1', 'One', ['a', 'b']);
    const collapsed = setCollapsed(grouped, ['g1'], true);
    expect(groups(collapsed)).toEqual(['g1:ab collapsed']);
    expect(setCollapsed(collapsed, ['g1'], true)).toBe(collapsed);
    expect(setCollapsed(collapsed, ['g1'], false)).toEqual(grouped);
    expect(changeGroup(collapsed, 'g1', { name: 'Other', colour: 'green' }).groups[0]).toMatchObject({ name: 'Other', colour: 'green', collapsed: true });
  });
});

describe('notes and bookmarks', () => {
  it('of notes: added, changed in whole pixels, removed', () => {
    const flow = changeNote(addNote(base(), note), 'n', { position: { x: 1.4, y: 2.6 }, size: { width: 0.2, height: 80.6 }, text: 'So' });
    expect(flow.notes).toEqual([{ id: 'n', text: 'So', position: { x: 1, y: 3 }, size: { width: 1, height: 81 } }]);
    expect([removeNotes(flow, ['n']).notes, removeNotes(flow, ['other'])]).toEqual([[], flow]);
  });
  it('of bookmarks: those of what is removed go with it', () => {
    const marked = [
      { id: 'k1', name: 'A', node: 'a' },
      { id: 'k2', name: 'G', group: 'g' },
      { id: 'k3', name: 'V', view: { x: 1, y: 2, zoom: 0.5 } },
    ].reduce(addBookmark, groupNodes(base(), 'g', 'G', ['b']));
    const names = (flow: Flow) => flow.bookmarks.map(({ name }) => name);
    expect(names(removeNodes(marked, ['a']))).toEqual(['G', 'V']);
    expect(names(removeNodes(marked, ['b']))).toEqual(['A', 'V']);
    expect(names(ungroup(marked, 'g'))).toEqual(['A', 'V']);
    expect(names(renameBookmark(removeBookmark(marked, 'k1'), 'k2', 'Other'))).toEqual(['Other', 'V']);
  });
});

describe('a part of a flow', () => {
  it('takes notes and whole groups with it, as they are', () => {
    const flow = addNote(setCollapsed(groupNodes(groupNodes(base(), 'g1', 'One', ['a', 'b']), 'g2', 'Two', ['c']), ['g1'], true), note);
    expect(copyPart(flow, ['a', 'c']).groups.map(({ id }) => id)).toEqual(['g2']);
    let n = 0;
    const pasted = paste(base(), copyPart(flow, ['a', 'b'], ['n']), { x: 5, y: 7 }, () => `new${n++}`);
    expect(groups(pasted.flow)).toEqual([`${pasted.flow.groups[0]?.id}:${pasted.ids.join('')} collapsed`]);
    expect(pasted.flow.notes).toEqual([{ ...note, id: pasted.noteIds[0], position: { x: 5, y: 7 } }]);
    expect(new Set([...pasted.ids, ...pasted.noteIds, pasted.flow.groups[0]?.id]).size).toBe(4);
  });
});

describe('what runs', () => {
  const drawn = addBookmark(addNote(setCollapsed(groupNodes(setNodeNote(base(), 'a', 'Ask Ada'), 'g', 'G', ['a', 'b']), ['g'], true), note), {
    id: 'k',
    name: 'K',
    node: 'a',
  });
  it('is the same with groups, notes and bookmarks, and so are checks and readiness', () => {
    expect([runTheSame(base(), drawn), runTheSame(drawn, base())]).toEqual([true, true]);
    expect(checkFlow(drawn, TOY_KINDS)).toEqual(checkFlow(base(), TOY_KINDS));
    expect(readiness(drawn, TOY_KINDS)).toEqual(readiness(base(), TOY_KINDS));
  });
  it('is not the same with other settings, other steps, another zone, or another order of what could go first', () => {
    const other = { id: 'd', kind: 'write', version: 1, name: 'D', position: { x: 0, y: 0 }, config: {} };
    const changed = [
      setConfig(drawn, 'b', { field: 'id' }),
      addNode(drawn, other),
      { ...drawn, settings: { ...drawn.settings, zone: 'Europe/Berlin' } },
      moveNodes(drawn, { a: { x: 0, y: 900 } }),
    ];
    expect(changed.map((flow) => runTheSame(base(), flow))).toEqual([false, false, false, false]);
  });
});
