// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as edit from '../../../core/flow/edit.ts';
import type { Flow } from '../../../core/flow/flow.ts';
import { groupNodes } from '../../../core/flow/groups.ts';
import { alignSelection, nudgeSelection } from '../../editing/arrange.ts';
import { copyText, pasteText } from '../../editing/clipboard.ts';
import { findInFlow } from '../../editing/find-in-flow.ts';
import { openHit } from '../../editing/finding.ts';
import { collapseGroups, groupSelection, showStep, takeApart, toggleGroup, wholeGroup } from '../../editing/groups.ts';
import { putDown } from '../../editing/move-on-canvas.ts';
import { addNote, endWriting, writeNote } from '../../editing/notes.ts';
import { removeSelection } from '../../editing/remove.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';
import { worstOf } from '../../state/group-status.ts';
import { useSelection } from '../../state/selection.ts';
import { mergeCanvas } from './canvas-parts.ts';
import { newHomes } from './group-under.ts';
import { linksMeant, portsBehind, wordsAtGroup } from './join-group.ts';
import { outlineRows } from './outline-rows.ts';

const node = (id: string, kind: string, x: number, y = 0) => ({ id, kind, version: 1, name: `Step ${id}`, position: { x, y }, config: {} });
const base = (): Flow => {
  let flow = [
    node('s', 'csv-source', 0),
    node('a', 'filter-rows', 300),
    node('b', 'sort-rows', 600),
    node('c', 'filter-rows', 900),
    node('o', 'csv-target', 1_500),
  ].reduce<Flow>(edit.addNode, edit.createFlow('f', 'F'));
  for (const [from, to] of ['sa', 'ab', 'bc', 'co'].map((pair) => [...pair] as [string, string]))
    flow = edit.connect(flow, from + to, { node: from, port: 'out' }, { node: to, port: 'in' });
  return groupNodes(flow, 'g', 'Middle', ['a', 'b']);
};
const flow = () => useDocument.getState().flow as Flow;
const group = (id = 'g') => flow().groups.find((one) => one.id === id);
const chosen = () => useSelection.getState().nodeIds;
const last = () => useDocument.getState().history.past.at(-1)?.name;

beforeEach(() => {
  useDocument.setState({ flowId: 'f', flow: base(), saved: 'saved', history: { past: [], future: [] } });
  useSelection.getState().select([]);
});
afterEach(() => {
  useDocument.getState().close();
  useCanvasDoor.setState({ writing: null });
});

describe('a group', () => {
  it('collapses and opens, under a name in the history, and undo brings back what was', () => {
    toggleGroup('g');
    expect([group()?.collapsed, last(), chosen()]).toEqual([true, 'Collapse Middle', ['a', 'b']]);
    toggleGroup('g');
    expect([group()?.collapsed, last()]).toEqual([undefined, 'Open Middle']);
    useDocument.getState().undo();
    useDocument.getState().undo();
    expect(flow()).toEqual(base());
  });

  it('opens for a step in it that is gone to, and for what the search found', () => {
    collapseGroups(['g']);
    showStep('b');
    expect([group()?.collapsed, chosen()]).toEqual([undefined, ['b']]);
    collapseGroups(['g']);
    const [hit] = findInFlow(flow(), 'Step a');
    if (hit) openHit(hit);
    expect([group()?.collapsed, chosen()]).toEqual([undefined, ['a']]);
    expect(findInFlow(flow(), 'middle').map(({ on, nodeName }) => [on, nodeName])).toEqual([['group', 'Middle']]);
  });

  it('is on the canvas one card, selected with any of its steps; the same object while nothing changes', () => {
    collapseGroups(['g']);
    const drawn = (nodeIds: string[], before = [] as ReturnType<typeof mergeCanvas>) => mergeCanvas(before, flow(), { nodeIds, noteIds: [] });
    const first = drawn(['a', 'b']);
    expect(first.map(({ id, selected, focusable }) => [id, selected, focusable])).toEqual([
      ['folded g', true, true],
      ['s', false, false],
      ['c', false, false],
      ['o', false, false],
    ]);
    expect(first[0]?.ariaLabel).toBe('Middle, Group: 2 steps, collapsed');
    expect(drawn(['a', 'b'], first).every((one, i) => one === first[i])).toBe(true);
  });

  it('is copied and pasted as it is, removed as a whole, and taken apart', () => {
    collapseGroups(['g']);
    useSelection.getState().select(['a', 'b']);
    const text = copyText() ?? '';
    expect(pasteText(text)).toBe(2);
    expect(flow().groups.map(({ name, collapsed, nodes }) => [name, collapsed, nodes.length])).toEqual([
      ['Middle', true, 2],
      ['Middle', true, 2],
    ]);
    removeSelection();
    expect([flow().groups.length, flow().nodes.length, last()]).toEqual([1, 5, 'Remove group Middle']);
    takeApart(['g']);
    expect([flow().groups, flow().nodes.length]).toEqual([[], 5]);
    expect(
      pasteText('{"format":"swivel/part","nodes":[{"id":"x","kind":"sort-rows","version":1,"name":"X","position":{"x":0,"y":0},"config":{}}],"edges":[]}'),
    ).toBe(1);
  });

  it('moves, is lined up and nudged as one card', () => {
    collapseGroups(['g']);
    useSelection.getState().select(['a', 'b', 'c']);
    putDown([{ id: 'folded g', position: { x: 350, y: 80 } }]);
    const at = (id: string) => flow().nodes.find((one) => one.id === id)?.position;
    expect([at('a'), at('b'), last()]).toEqual([{ x: 350, y: 80 }, { x: 650, y: 80 }, 'Move Middle']);
    alignSelection('top');
    expect([at('a')?.y, at('b')?.y, at('c')?.y]).toEqual([0, 0, 0]);
    nudgeSelection(20, 0);
    expect([at('a')?.x, at('b')?.x, at('c')?.x]).toEqual([370, 670, 920]);
  });

  it('is known as a whole, and a new one takes a name that is free', () => {
    expect(wholeGroup(flow(), ['b', 'a'])?.name).toBe('Middle');
    expect([wholeGroup(flow(), ['a']), wholeGroup(flow(), ['a', 'b', 'c']), wholeGroup(flow(), [])]).toEqual([null, null, null]);
    useSelection.getState().select(['c']);
    groupSelection();
    expect(flow().groups.at(-1)).toMatchObject({ name: 'Group 2', nodes: ['c'] });
  });

  it('stands as the worst of its steps', () => {
    expect(worstOf(['done', 'failed', 'running'])).toBe('failed');
    expect(worstOf(['done', 'not-set-up', 'stale'])).toBe('not-set-up');
    expect(worstOf(['ready', 'done'])).toBe('done');
    expect(worstOf([])).toBe('ready');
  });

  it('stands in the list before its steps, collapsed without them', () => {
    const rows = () => outlineRows(flow()).map((row) => (row.kind === 'step' ? `${row.number} ${row.id}${row.inGroup ? ' in' : ''}` : row.id));
    expect(rows()).toEqual(['1 s', 'group g', '2 a in', '3 b in', '4 c', '5 o']);
    collapseGroups(['g']);
    expect(rows()).toEqual(['1 s', 'group g', '4 c', '5 o']);
  });
});

describe('dragging in and out', () => {
  const moved = (id: string, x: number, y: number) => [{ id, position: { x, y } }];
  it('takes a step in where its middle is in the frame, and lets go what is put down outside', () => {
    expect([...newHomes(flow(), moved('c', 480, 30))]).toEqual([['c', 'g']]);
    expect([...newHomes(flow(), moved('c', 870, 0))]).toEqual([]);
    expect([...newHomes(flow(), moved('b', 620, 40))]).toEqual([['b', null]]);
    expect([...newHomes(flow(), moved('b', 530, 40))]).toEqual([]);
    const whole = [...moved('a', 300, 900), ...moved('b', 600, 900)];
    expect([...newHomes(flow(), whole)]).toEqual([]);
  });
  it('onto the card of a collapsed group puts it in, under a name that says so', () => {
    collapseGroups(['g']);
    const drop = moved('c', 320, 10);
    putDown(drop, newHomes(flow(), drop));
    expect([group()?.nodes, last()]).toEqual([['a', 'b', 'c'], 'Put Step c into Middle']);
  });
});

describe('a link led to a collapsed group', () => {
  it('offers the ports inside that fit, and says what happens', () => {
    collapseGroups(['g']);
    const free = edit.disconnect(flow(), ['sa', 'ab']);
    const [open, card] = [
      { node: 's', port: 'out' },
      { node: 'folded g', port: null },
    ];
    expect(linksMeant(free, open, card, true).map(({ end }) => `${end.step}: ${end.port}`)).toEqual(['Step a: Records', 'Step b: Records']);
    expect(wordsAtGroup(free, open, card, true)).toEqual({ fits: true, words: 'Let go to choose one of 2 places in Middle.' });
    expect(wordsAtGroup(flow(), open, card, true)).toEqual({ fits: true, words: 'Let go to join it to Step b in Middle.' });
    const circle = wordsAtGroup(flow(), { node: 'c', port: 'out' }, card, true);
    expect(circle).toEqual({ fits: false, words: 'No step in Middle can be joined to this.' });
  });
});

describe('a link begun at a collapsed group', () => {
  const out = { node: 'folded g', port: 'out' };
  it('can begin at each step inside that has such a port, and leads to a port outside', () => {
    collapseGroups(['g']);
    expect(portsBehind(flow(), out, true).map(({ step }) => step)).toEqual(['Step a', 'Step b']);
    expect(portsBehind(flow(), { node: 'folded g', port: 'in' }, false).map(({ step }) => step)).toEqual(['Step a', 'Step b']);
    const free = edit.disconnect(flow(), ['bc']);
    const into = { node: 'c', port: 'in' };
    expect(linksMeant(free, out, into, true).map(({ open }) => open.step)).toEqual(['Step a', 'Step b']);
    expect(wordsAtGroup(free, out, into, true)).toEqual({ fits: true, words: 'Let go to choose one of 2 places in Middle.' });
    expect(wordsAtGroup(flow(), out, { node: 's', port: 'start' }, true).fits).toBe(false);
    expect(wordsAtGroup(flow(), out, { node: 'folded g', port: null }, true)).toEqual({ fits: false, words: 'A link that begins at Middle leads out of it.' });
  });
  it('leads to another collapsed group from any step to any that fits', () => {
    const free = groupNodes(edit.disconnect(flow(), ['bc']), 'h', 'End', ['c', 'o']);
    useDocument.setState({ flow: free });
    collapseGroups(['g', 'h']);
    const pairs = linksMeant(flow(), out, { node: 'folded h', port: null }, true).map(({ open, end }) => `${open.end.node}>${end.end.node}`);
    expect(pairs).toContain('b>c');
    expect(pairs.every((pair) => /^[ab]>[co]$/.test(pair))).toBe(true);
  });
});

describe('notes', () => {
  it('are added, written, found, moved and removed under names; one without words is not kept', () => {
    addNote({ x: 10, y: 20 });
    const id = flow().notes[0]?.id ?? '';
    writeNote(id, 'Ask Ada');
    endWriting(id);
    expect([flow().notes[0]?.text, useSelection.getState().noteIds]).toEqual(['Ask Ada', [id]]);
    expect(findInFlow(flow(), 'ada').map(({ on, nodeId }) => [on, nodeId])).toEqual([['note', id]]);
    putDown([{ id: `note ${id}`, position: { x: 15, y: 25 } }]);
    expect([flow().notes[0]?.position, last()]).toEqual([{ x: 15, y: 25 }, 'Move note']);
    expect(pasteText(copyText() ?? '')).toBe(1);
    expect(flow().notes.map(({ text }) => text)).toEqual(['Ask Ada', 'Ask Ada']);
    removeSelection();
    expect([flow().notes.length, last()]).toEqual([1, 'Remove note']);
    addNote();
    endWriting(flow().notes.at(-1)?.id ?? '');
    expect(flow().notes).toHaveLength(1);
  });
});
