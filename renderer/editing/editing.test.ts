// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFlow } from '../../core/flow/edit.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { addKind, insertExisting } from './add-node.ts';
import { alignSelection, nudgeSelection, tidyUp } from './arrange.ts';
import { copyText, duplicateSelection, pasteText } from './clipboard.ts';
import { removeSelection } from './remove.ts';
import { walk } from './walk.ts';

const flow = () => useDocument.getState().flow ?? createFlow('none', 'none');
const named = (id: string | null) => flow().nodes.find((node) => node.id === id)?.name;
const links = () => flow().edges.map((edge) => `${named(edge.from.node)}.${edge.from.port} → ${named(edge.to.node)}.${edge.to.port}`);
const at = (id: string | null) => flow().nodes.find((node) => node.id === id)?.position ?? { x: Number.NaN, y: Number.NaN };

beforeEach(() => useDocument.setState({ flowId: 'f', flow: createFlow('f', 'F'), saved: 'saved' }));
afterEach(() => {
  useDocument.getState().close();
  useSelection.getState().select([]);
});

/** CSV file → Map fields → Write CSV file, built the way the keyboard does. */
function buildLine(): [string, string, string] {
  const ids = ['csv-source', 'map-fields', 'csv-target'].map((kind) => addKind(kind) ?? '');
  return ids as [string, string, string];
}

describe('adding steps', () => {
  it('joins each to the selected one, side by side', () => {
    const [source, map, target] = buildLine();
    expect(links()).toEqual(['CSV file.out → Map fields.in', 'Map fields.out → Write CSV file.in']);
    expect(at(source).x < at(map).x && at(map).x < at(target).x).toBe(true);
    expect(useSelection.getState().nodeIds).toEqual([target]);
  });

  it('puts one on an edge and makes room', () => {
    const [, map] = buildLine();
    const edge = flow().edges[0]?.id ?? '';
    const before = at(map).x;
    const filter = addKind('filter-rows', { edgeId: edge });
    expect(links()).toEqual(['Map fields.out → Write CSV file.in', 'CSV file.out → Filter rows.in', 'Filter rows.out → Map fields.in']);
    expect(at(map).x).toBeGreaterThan(before);
    expect(at(map).x).toBeGreaterThanOrEqual(at(filter).x + 224);
  });

  it('does not join what cannot be joined, and adds it all the same', () => {
    addKind('csv-source');
    addKind('json-source');
    expect([flow().nodes.length, flow().edges.length]).toEqual([2, 0]);
    expect(addKind('no-such-kind')).toBe(null);
  });

  it('follows a reject port, and a trigger is led to a source', () => {
    const source = addKind('csv-source') ?? '';
    addKind('csv-target', { join: { node: source, port: 'rejected', end: 'output' }, at: { x: 300, y: 300 } });
    addKind('schedule-trigger', { join: { node: source, port: 'start', end: 'input' } });
    expect(links()).toEqual(['CSV file.rejected → Write CSV file.in', 'Schedule.start → CSV file.start']);
  });

  it('inserts a loose step on an edge, once', () => {
    buildLine();
    useSelection.getState().select([]);
    const sort = addKind('sort-rows', { at: { x: 0, y: 400 } }) ?? '';
    const edge = flow().edges[0]?.id ?? '';
    expect([insertExisting(sort, edge), insertExisting(sort, edge)]).toEqual([true, false]);
    expect(links()).toContain('Sort rows.out → Map fields.in');
  });
});

describe('the clipboard', () => {
  it('carries steps and their links to another flow with new ids', () => {
    buildLine();
    useSelection.getState().select(flow().nodes.map((node) => node.id));
    const text = copyText() ?? '';
    const old = flow().nodes.map((node) => node.id);
    useDocument.setState({ flow: createFlow('g', 'G') });
    expect(pasteText(text)).toBe(3);
    expect(links()).toHaveLength(2);
    expect(flow().nodes.some((node) => old.includes(node.id))).toBe(false);
    expect(useSelection.getState().nodeIds).toEqual(flow().nodes.map((node) => node.id));
  });

  it('refuses other text', () => {
    expect(['', 'hello', '{"nodes":[]}', '{', '[1]'].map(pasteText)).toEqual([null, null, null, null, null]);
    expect(flow().nodes).toHaveLength(0);
  });

  it('duplicates beside the original, never exactly on another copy', () => {
    const id = addKind('csv-source') ?? '';
    duplicateSelection();
    useSelection.getState().select([id]);
    duplicateSelection();
    expect(new Set(flow().nodes.map((node) => `${node.position.x} ${node.position.y}`)).size).toBe(3);
    expect(new Set(flow().nodes.map((node) => node.name)).size).toBe(3);
  });
});

describe('removing', () => {
  it('joins the neighbours of one step taken out of a line', () => {
    const [, map] = buildLine();
    useSelection.getState().select([map]);
    removeSelection();
    expect(links()).toEqual(['CSV file.out → Write CSV file.in']);
    useDocument.getState().undo();
    expect(flow().nodes).toHaveLength(3);
  });
  it('removes only the link that is selected', () => {
    buildLine();
    useSelection.getState().select([], [flow().edges[0]?.id ?? '']);
    removeSelection();
    expect([flow().nodes.length, links()]).toEqual([3, ['Map fields.out → Write CSV file.in']]);
  });
});

describe('arranging', () => {
  it('tidies up so that no card covers another and everything goes to the right, as one step to undo', async () => {
    const [source, map] = buildLine();
    addKind('csv-target', { join: { node: source, port: 'rejected', end: 'output' }, at: at(map) });
    const before = flow();
    await tidyUp();
    for (const a of flow().nodes)
      for (const b of flow().nodes) if (a !== b) expect(Math.abs(a.position.x - b.position.x) >= 224 || Math.abs(a.position.y - b.position.y) >= 60).toBe(true);
    for (const edge of flow().edges) expect(at(edge.to.node).x).toBeGreaterThan(at(edge.from.node).x);
    useDocument.getState().undo();
    expect(flow()).toBe(before);
  });
  it('aligns and nudges the selection', () => {
    const ids = buildLine();
    useSelection.getState().select(ids);
    nudgeSelection(0, 15);
    alignSelection('left');
    expect(new Set(ids.map((id) => at(id).x)).size).toBe(1);
    alignSelection('rows');
    expect(new Set(ids.map((id) => at(id).y)).size).toBe(3);
  });
});

describe('walking', () => {
  it('follows the links to the right and left, and starts at the first step', () => {
    const [source, map, target] = buildLine();
    expect(walk(flow(), null, 'right')).toBe(source);
    expect([walk(flow(), source, 'right'), walk(flow(), map, 'right'), walk(flow(), target, 'right')]).toEqual([map, target, null]);
    expect(walk(flow(), target, 'left')).toBe(map);
  });
});
