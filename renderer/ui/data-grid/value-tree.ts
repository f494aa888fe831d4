import type { Value } from '../../../core/base/value.ts';

/** One line of a value drawn as a tree. */
export interface TreeLine {
  id: string;
  depth: number;
  label: string;
  value: Value;
  /** Names and positions from the field on; absent in a line that only offers more. */
  path?: readonly (string | number)[];
  /** Members of `of` that are not shown yet: how many, and how many to show next. */
  more?: { of: string; left: number; next: number };
}

/** Members of one list or object that are drawn before more are asked for. */
export const MEMBERS = 100;
const OPEN_AT_FIRST = 40;

export function isBranch(value: Value | undefined): value is readonly Value[] | { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null;
}

/** The branches that are unfolded at first: from the top, as long as that gives few lines. */
export function branchesOf(field: string, value: Value): string[] {
  const found: string[] = [];
  let lines = 0;
  const queue: { path: (string | number)[]; value: Value }[] = [{ path: [field], value }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { path, value: branch } = next;
    if (!isBranch(branch)) continue;
    const members = membersOf(branch);
    if (lines + members.length > OPEN_AT_FIRST && path.length > 1) continue;
    lines += members.length;
    found.push(idOf(path));
    for (const [key, member] of members.slice(0, MEMBERS)) queue.push({ path: [...path, key], value: member });
  }
  return found;
}

/** The lines of the unfolded branches, in order. `shown`: how many members of a branch, where more than the first are wanted. */
export function shownLines(field: string, value: Value, open: ReadonlySet<string>, shown: Readonly<Record<string, number>>): TreeLine[] {
  const lines: TreeLine[] = [];
  const add = (path: readonly (string | number)[], depth: number, at: Value) => {
    const id = idOf(path);
    lines.push({ id, depth, label: String(path.at(-1)), value: at, path });
    if (!isBranch(at) || !open.has(id)) return;
    const members = membersOf(at);
    const most = shown[id] ?? MEMBERS;
    for (const [key, member] of members.slice(0, most)) add([...path, key], depth + 1, member);
    const left = members.length - most;
    if (left > 0) lines.push({ id: `${id} more`, depth: depth + 1, label: '', value: null, more: { of: id, left, next: most * 10 } });
  };
  add([field], 0, value);
  return lines;
}

/** "address.lines[0]", a name that is no plain word in quotes: address["post code"]. */
export function pathText(path: readonly (string | number)[]): string {
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`;
      if (i === 0) return part;
      return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
    })
    .join('');
}

function membersOf(branch: readonly Value[] | { readonly [key: string]: Value }): [string | number, Value][] {
  return Array.isArray(branch) ? branch.map((member: Value, i) => [i, member]) : Object.entries(branch as { readonly [key: string]: Value });
}

function idOf(path: readonly (string | number)[]): string {
  return JSON.stringify(path);
}
