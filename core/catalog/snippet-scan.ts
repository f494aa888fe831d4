import { isName, isSign, openingOf, type SnippetToken, tokenizeSnippet } from './snippet-tokens.ts';

/** What can be told of a snippet's code without running it. */
export interface SnippetScan {
  /** Fields of a record whose values the code may use; `null` when it may use any. */
  readonly reads: readonly string[] | null;
  /** Fields it sets; `null` when it may set any, or makes records of its own. */
  readonly writes: readonly string[] | null;
  /** Fields it deletes by name. */
  readonly deletes: readonly string[];
}

const ANYTHING: SnippetScan = { reads: null, writes: null, deletes: [] };
/** Names through which code can reach the record without naming it. */
const BACK_DOORS = new Set(['eval', 'Function', 'arguments', 'with']);
const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '**=', '&&=', '||=', '??=', '>>=', '<<=', '>>>=', '++', '--']);

/**
 * Finds the fields a per-record snippet reads and sets: `record.x`, `record["x"]`, `const { x } = record`. Anything it cannot follow (the record passed
 * on, a computed key, `eval`) means any field. Batch code is not followed at all.
 */
export function scanSnippet(code: string, style: 'record' | 'batch'): SnippetScan {
  const tokens = style === 'record' ? tokenizeSnippet(code) : null;
  if (tokens === null || tokens.some(({ kind, text }) => kind === 'name' && BACK_DOORS.has(text))) return ANYTHING;
  const reads = new Set<string>();
  const writes = new Set<string>();
  const deletes = new Set<string>();
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.kind !== 'name' || tokens[at]?.text !== 'record' || isSign(tokens[at - 1], '.', '?.') || isPassedOnWhole(tokens, at)) continue;
    const names = destructured(tokens, at);
    if (names !== null) {
      for (const name of names) reads.add(name);
      continue;
    }
    const member = memberAfter(tokens, at);
    if (member === null) return ANYTHING;
    const next = tokens[member.next];
    const before = tokens[at - 1];
    if (isName(before, 'delete')) deletes.add(member.name);
    else if (isSign(before, '++', '--') || isName(next, 'of') || isName(next, 'in') || (next?.kind === 'sign' && ASSIGNMENTS.has(next.text))) {
      writes.add(member.name);
      if (!isSign(next, '=')) reads.add(member.name);
    } else reads.add(member.name);
  }
  return { reads: [...reads], writes: makesRecords(tokens) || assignsToPattern(tokens) ? null : [...writes], deletes: [...deletes] };
}

function endsStatement(token: SnippetToken | undefined): boolean {
  return token === undefined || isSign(token, ';', '}') || (token.newLine && token.kind === 'name');
}

/** `return record` and `emit(record)`: the record leaves, and none of its fields is used. */
function isPassedOnWhole(tokens: readonly SnippetToken[], at: number): boolean {
  if (isName(tokens[at - 1], 'return')) return endsStatement(tokens[at + 1]);
  return isSign(tokens[at - 1], '(') && isName(tokens[at - 2], 'emit') && !isSign(tokens[at - 3], '.', '?.') && isSign(tokens[at + 1], ')');
}

/** The member of the record at `at` that is named behind it, and the token that follows. */
function memberAfter(tokens: readonly SnippetToken[], at: number): { name: string; next: number } | null {
  const dot = tokens[at + 1];
  const first = tokens[at + 2];
  if (isSign(dot, '.', '?.') && first?.kind === 'name' && !first.text.startsWith('#')) return { name: first.text, next: at + 3 };
  const bracket = isSign(dot, '?.') && isSign(first, '[') ? at + 2 : at + 1;
  const key = tokens[bracket + 1];
  if (!isSign(tokens[bracket], '[') || key?.kind !== 'text' || key.text.includes('\\') || !isSign(tokens[bracket + 2], ']')) return null;
  return { name: key.text, next: bracket + 3 };
}

/** The fields taken by `const { a, b: c } = record`; `null` when it is no such thing. */
function destructured(tokens: readonly SnippetToken[], at: number): string[] | null {
  if (!isSign(tokens[at - 1], '=') || !isSign(tokens[at - 2], '}') || !endsStatement(tokens[at + 1])) return null;
  const open = openingOf(tokens, at - 2);
  if (!isAfterDeclaration(tokens[open - 1])) return null;
  const names: string[] = [];
  for (let i = open + 1, depth = 1, atKey = true; i < at - 2; i++) {
    const token = tokens[i] as SnippetToken;
    if (atKey) {
      if ((token.kind !== 'name' && token.kind !== 'text') || token.text.includes('\\')) return null;
      names.push(token.text);
    }
    if (isSign(token, '{', '[', '(')) depth++;
    if (isSign(token, '}', ']', ')')) depth--;
    atKey = depth === 1 && isSign(token, ',') && i + 1 < at - 2;
  }
  return names;
}

/** Whether something like `[record.a, record.b] = …` may set fields that are only seen to be named. */
function assignsToPattern(tokens: readonly SnippetToken[]): boolean {
  return tokens.some((token, at) => {
    if (!isSign(token, '}', ']') || !isSign(tokens[at + 1], '=')) return false;
    const before = tokens[openingOf(tokens, at) - 1];
    if (isAfterDeclaration(before)) return false;
    return !(isSign(token, ']') && (before?.kind === 'name' || isSign(before, ')', ']', '?.', '!')));
  });
}

function isAfterDeclaration(token: SnippetToken | undefined): boolean {
  return ['const', 'let', 'var'].some((word) => isName(token, word));
}

/** Whether a record that leaves may be another than the one that came. */
function makesRecords(tokens: readonly SnippetToken[]): boolean {
  return tokens.some((token, at) => {
    if (isName(token, 'return')) {
      const given = tokens[at + 1];
      if (endsStatement(given) || given?.newLine) return false;
      return !(given?.kind === 'name' && ['record', 'null', 'undefined'].includes(given.text) && endsStatement(tokens[at + 2]));
    }
    return isName(token, 'emit') && !isPassedOnWhole(tokens, at + 2);
  });
}
