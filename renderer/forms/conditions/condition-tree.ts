import type { Condition, ConditionGroup } from '../../../core/catalog/shapes.ts';

export type ConditionItem = Condition | ConditionGroup;

/** True for a group, false for a single comparison. */
export function isGroup(item: ConditionItem): item is ConditionGroup {
  return 'items' in item;
}

/** A comparison to begin with. */
export function newCondition(field = ''): Condition {
  return { field, operator: 'equals', value: '', values: [], caseSensitive: false };
}

/** The place of an item in a tree: its index in each group from the root down. */
export type ConditionPath = readonly number[];

/** The tree with an item moved into the group at `to`, before the item that is at `index` there now. A group cannot be moved into itself. */
export function moveCondition(root: ConditionGroup, from: ConditionPath, to: ConditionPath, index: number): ConditionGroup {
  const item = itemAt(root, from);
  if (!item || isWithin(from, to)) return root;
  // A marker keeps the place while the item is taken out, for that shifts what stands behind it.
  const marker = newCondition();
  const marked = changeGroup(root, to, (group) => ({ ...group, items: [...group.items.slice(0, index), marker, ...group.items.slice(index)] }));
  const shifted = shiftedBy(from, to, index);
  const without = changeGroup(marked, shifted.slice(0, -1), (group) => withItem(group, shifted.at(-1) ?? 0, null));
  return replaceMarker(without, marker, item);
}

/** Where an item goes one step up or down: past its neighbour, into or out of a group; null at the ends. */
export function stepTarget(root: ConditionGroup, from: ConditionPath, step: 1 | -1): { to: ConditionPath; index: number } | null {
  const [group, at] = [from.slice(0, -1), from.at(-1) ?? 0];
  const siblings = groupAt(root, group)?.items ?? [];
  const next = siblings[at + step];
  if (next && isGroup(next)) return { to: [...group, at + step], index: step < 0 ? next.items.length : 0 };
  if (next) return { to: group, index: step < 0 ? at - 1 : at + 2 };
  const outer = group.at(-1);
  return outer === undefined ? null : { to: group.slice(0, -1), index: step < 0 ? outer : outer + 1 };
}

/** Where an item is after it was moved; for the focus that follows it. */
export function pathOfItem(root: ConditionGroup, item: ConditionItem): ConditionPath | null {
  for (const [index, one] of root.items.entries()) {
    if (one === item) return [index];
    const inner = isGroup(one) ? pathOfItem(one, item) : null;
    if (inner) return [index, ...inner];
  }
  return null;
}

/** The item at a place; undefined where there is none. */
export function itemAt(root: ConditionGroup, path: ConditionPath): ConditionItem | undefined {
  return groupAt(root, path.slice(0, -1))?.items[path.at(-1) ?? -1];
}

function groupAt(root: ConditionGroup, path: ConditionPath): ConditionGroup | null {
  let group: ConditionGroup = root;
  for (const index of path) {
    const inner = group.items[index];
    if (!inner || !isGroup(inner)) return null;
    group = inner;
  }
  return group;
}

function isWithin(outer: ConditionPath, inner: ConditionPath): boolean {
  return outer.length <= inner.length && outer.every((index, depth) => inner[depth] === index);
}

function changeGroup(root: ConditionGroup, path: ConditionPath, change: (group: ConditionGroup) => ConditionGroup): ConditionGroup {
  const [index, ...rest] = path;
  if (index === undefined) return change(root);
  return { ...root, items: root.items.map((item, i) => (i === index && isGroup(item) ? changeGroup(item, rest, change) : item)) };
}

/** Where an item stands once something has been put into the group at `to` before `index`. */
function shiftedBy(from: ConditionPath, to: ConditionPath, index: number): ConditionPath {
  const depth = to.length;
  const here = from[depth];
  if (here === undefined || !isWithin(to, from) || here < index) return from;
  return from.map((one, i) => (i === depth ? one + 1 : one));
}

function replaceMarker(group: ConditionGroup, marker: Condition, item: ConditionItem): ConditionGroup {
  return { ...group, items: group.items.map((one) => (one === marker ? item : isGroup(one) ? replaceMarker(one, marker, item) : one)) };
}

/** The group with one item replaced, or removed when `item` is null. */
export function withItem(group: ConditionGroup, index: number, item: ConditionItem | null): ConditionGroup {
  if (item === null) return { ...group, items: group.items.filter((_item, i) => i !== index) };
  return { ...group, items: group.items.map((old, i) => (i === index ? item : old)) };
}
