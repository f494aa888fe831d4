import { UserError } from '../base/errors.ts';
import type { SqlValue } from '../catalog/families/database.ts';
import type { BuiltSql } from './reading-sql.ts';

/** How the products differ in what is text, a comment or a name. */
export interface TokenRules {
  /** `$tag$ … $tag$`, and `E'…\'…'`; comments may lie in comments. */
  readonly postgres: boolean;
}

/** A piece of a statement. `other` is everything that is neither a parameter nor an end. */
export interface SqlToken {
  readonly kind: 'text' | 'name' | 'comment' | 'word' | 'parameter' | 'end' | 'other';
  readonly from: number;
  readonly to: number;
}

const WORD_START = /[\p{L}_]/u;
const WORD = /[\p{L}\p{N}_$]/u;
const DOLLAR = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;

/** The pieces of a statement, in order; spaces are none. A text or comment that is not closed is the UserError `query-wrong`. */
export function sqlTokens(sql: string, rules: TokenRules): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  const take = (kind: SqlToken['kind'], to: number) => {
    tokens.push({ kind, from: at, to });
    at = to;
  };
  while (at < sql.length) {
    const sign = sql[at] as string;
    const next = sql[at + 1];
    if (/\s/.test(sign)) at++;
    else if (sign === '-' && next === '-' && (rules.postgres || /\s|^$/.test(sql[at + 2] ?? ''))) take('comment', lineEnd(sql, at));
    else if (sign === '#' && !rules.postgres) take('comment', lineEnd(sql, at));
    else if (sign === '/' && next === '*') take('comment', commentEnd(sql, at, rules.postgres));
    else if (sign === "'") take('text', quoteEnd(sql, at, !rules.postgres));
    else if (sign === '"') take(rules.postgres ? 'name' : 'text', quoteEnd(sql, at, !rules.postgres));
    else if (sign === '`' && !rules.postgres) take('name', quoteEnd(sql, at, false));
    else if (sign === '$' && rules.postgres && dollarTag(sql, at)) take('text', dollarEnd(sql, at));
    else if (/[eE]/.test(sign) && next === "'" && rules.postgres) take('text', quoteEnd(sql, at + 1, true));
    else if (WORD_START.test(sign)) take('word', wordEnd(sql, at));
    else if (/\d/.test(sign)) take('other', wordEnd(sql, at));
    else if (sign === ':' && (next === ':' || next === '=')) take('other', at + 2);
    else if (sign === ':' && next !== undefined && WORD_START.test(next) && !isSliceBound(sql, at, tokens)) take('parameter', wordEnd(sql, at + 1));
    else if (sign === ';') take('end', at + 1);
    else take('other', at + 1);
  }
  return tokens;
}

/** `a[1:n]` and `a[lower:upper]`: a colon that follows an index at once is no parameter. */
function isSliceBound(sql: string, at: number, tokens: readonly SqlToken[]): boolean {
  const last = tokens.at(-1);
  if (!last || last.to !== at || !/[\p{L}\p{N}_)\]]/u.test(sql[at - 1] ?? '')) return false;
  return tokens.some((token) => token.kind === 'other' && sql[token.from] === '[');
}

function lineEnd(sql: string, at: number): number {
  const end = sql.indexOf('\n', at);
  return end < 0 ? sql.length : end;
}

function commentEnd(sql: string, from: number, nests: boolean): number {
  let depth = 1;
  for (let at = from + 2; at < sql.length; at++) {
    if (sql[at] === '*' && sql[at + 1] === '/') {
      depth--;
      at++;
      if (depth === 0) return at + 1;
    } else if (nests && sql[at] === '/' && sql[at + 1] === '*') {
      depth++;
      at++;
    }
  }
  throw notClosed(sql, from, 'comment');
}

function quoteEnd(sql: string, from: number, backslash: boolean): number {
  const quote = sql[from];
  for (let at = from + 1; at < sql.length; at++) {
    if (backslash && sql[at] === '\\') at++;
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  throw notClosed(sql, from, 'text');
}

function dollarTag(sql: string, at: number): string | null {
  if (at > 0 && WORD.test(sql[at - 1] ?? '')) return null;
  DOLLAR.lastIndex = at;
  return DOLLAR.exec(sql)?.[0] ?? null;
}

function dollarEnd(sql: string, at: number): number {
  const tag = dollarTag(sql, at) ?? '';
  const end = sql.indexOf(tag, at + tag.length);
  if (end < 0) throw notClosed(sql, at, 'text');
  return end + tag.length;
}

function wordEnd(sql: string, from: number): number {
  let at = from;
  while (at < sql.length && WORD.test(sql[at] ?? '')) at++;
  return at;
}

/** Line and column of a place in a text, from 1. */
export function placeIn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}

function notClosed(sql: string, at: number, what: 'text' | 'comment'): UserError {
  const { line, column } = placeIn(sql, at);
  const message =
    what === 'text'
      ? `The query is wrong in line ${line}, column ${column}: a text begins here and does not end.`
      : `The query is wrong in line ${line}, column ${column}: a comment begins here and does not end.`;
  return new UserError('query-wrong', message, { hint: 'Close it, or double the quote if it belongs to the text.' });
}

/**
 * A person's query with its `:name` parameters bound, and without the semicolon at its end. Only one statement, and only one that reads: what changes
 * something is refused here by its first word, and by the database, which is told to read only. Throws the UserErrors `query-wrong`, `only-reading` and
 * `parameter-missing`.
 */
export function boundQuery(
  sql: string,
  parameters: Readonly<Record<string, SqlValue>>,
  rules: TokenRules,
): BuiltSql & { readonly placeOf: (at: number) => number } {
  const tokens = sqlTokens(sql, rules);
  const said = tokens.filter(({ kind }) => kind !== 'comment');
  while (said.at(-1)?.kind === 'end') said.pop();
  const first = said[0];
  const last = said.at(-1);
  if (!first || !last) throw new UserError('query-wrong', 'The query is empty.', { hint: 'Type a query, for example SELECT * FROM employees.' });
  if (said.some(({ kind }) => kind === 'end'))
    throw new UserError('query-wrong', 'These are several statements; only one can be read from.', { hint: 'Remove all but one, and the semicolon after it.' });
  refuseWriting(sql, said);
  const values: SqlValue[] = [];
  const numbers = new Map<string, number>();
  const shifts: { out: number; shift: number }[] = [];
  let out = '';
  let done = 0;
  for (const { kind, from, to } of tokens) {
    if (kind !== 'parameter') continue;
    const name = sql.slice(from + 1, to);
    if (!Object.hasOwn(parameters, name))
      throw new UserError('parameter-missing', `The query needs the parameter "${name}", and it is not given.`, {
        hint: `Add it to the parameters of the step, or write it without the colon if it is none.`,
        place: { field: name },
      });
    out += sql.slice(done, from);
    out += rules.postgres ? `$${numberOf(name)}` : bindAgain(name);
    done = to;
    shifts.push({ out: out.length, shift: done - out.length });
  }
  out += sql.slice(done, Math.max(done, last.to));
  return { sql: out, values, placeOf: (at) => at + (shifts.findLast((one) => one.out <= at)?.shift ?? 0) };

  function numberOf(name: string): number {
    const known = numbers.get(name) ?? values.push(parameters[name] ?? null);
    numbers.set(name, known);
    return known;
  }
  function bindAgain(name: string): string {
    values.push(parameters[name] ?? null);
    return '?';
  }
}

const READS = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE', 'SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN']);

function refuseWriting(sql: string, said: readonly SqlToken[]): void {
  const opening = said.find(({ from, to }) => sql.slice(from, to) !== '(');
  const word = opening ? sql.slice(opening.from, opening.to).toUpperCase() : '';
  if (opening?.kind === 'word' && READS.has(word)) return;
  throw new UserError('only-reading', `A query has to begin with SELECT or WITH; this one begins with "${word.slice(0, 40)}".`, {
    hint: 'What changes the database belongs in a step that writes.',
  });
}
