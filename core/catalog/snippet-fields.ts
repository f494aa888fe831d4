import { nearest } from '../flow/nearest.ts';
import { isSign, type SnippetToken, tokenizeSnippet } from './snippet-tokens.ts';

/** A field that code reads although it does not arrive and the code never sets it. Lines and columns count from 1. */
export interface UnknownField {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** The arriving field that may have been meant. */
  readonly meant: string | null;
}

const SETS = new Set(['=', '??=', '||=', '&&=']);
const WALKS = new Set(['map', 'forEach', 'filter', 'flatMap', 'some', 'every', 'find']);

/**
 * The fields a snippet reads that are not among those that arrive (`known`), each place once, in the order of the code. Followed are `record` and, where many
 * come at once, the variables that go through `records`. What code asks for with `??` it may well do without, so that is not told.
 */
export function unknownFields(code: string, style: 'record' | 'batch', known: readonly string[]): UnknownField[] {
  const tokens = tokenizeSnippet(code);
  if (tokens === null) return [];
  const holders = style === 'record' ? new Set(['record']) : walkers(tokens);
  const uses = tokens.flatMap((_, at) => useAt(tokens, at, holders) ?? []);
  const there = new Set([...known, ...uses.filter(({ how }) => how === 'sets').map(({ name }) => name)]);
  return uses
    .filter(({ name, how }) => how === 'reads' && !there.has(name))
    .map(({ name, at, length }) => {
      const before = code.slice(0, at).split('\n');
      const column = (before.at(-1)?.length ?? 0) + 1;
      return { name, line: before.length, column, endColumn: column + length, meant: nearest(name, known) };
    });
}

/** What is wrong with a field that does not arrive, and what to do: as formulas say it. */
export function unknownFieldWords({ name, meant }: Pick<UnknownField, 'name' | 'meant'>, known: readonly string[]): { message: string; hint: string } {
  if (meant !== null) return { message: `There is no field '${name}'.`, hint: `Did you mean ${meant}?` };
  if (known.length === 0) return { message: `There is no field '${name}'.`, hint: 'No fields arrive here yet.' };
  return { message: `There is no field '${name}'.`, hint: `These fields arrive: ${known.slice(0, 6).join(', ')}${known.length > 6 ? ' …' : '.'}` };
}

interface FieldUse {
  name: string;
  how: 'reads' | 'sets' | 'perhaps';
  at: number;
  length: number;
}

function useAt(tokens: readonly SnippetToken[], at: number, holders: ReadonlySet<string>): FieldUse | null {
  const [holder, dot, first, last] = tokens.slice(at, at + 4);
  if (holder?.kind !== 'name' || !holders.has(holder.text) || isSign(tokens[at - 1], '.', '?.')) return null;
  const named = isSign(dot, '.', '?.') && first?.kind === 'name';
  const quoted = isSign(dot, '[') && first?.kind === 'text' && !first.text.includes('\\') && isSign(last, ']');
  if (!first || (!named && !quoted)) return null;
  const next = tokens[at + (named ? 3 : 4)];
  const isSet = next?.kind === 'sign' && SETS.has(next.text);
  const how = isSet || tokens[at - 1]?.text === 'delete' ? 'sets' : isSign(next, '?') && isDoubtful(tokens, at + (named ? 3 : 4)) ? 'perhaps' : 'reads';
  return { name: first.text, how, at: first.at, length: first.text.length + (quoted ? 2 : 0) };
}

/** `??` comes as two question marks. */
function isDoubtful(tokens: readonly SnippetToken[], at: number): boolean {
  return isSign(tokens[at + 1], '?') && tokens[at + 1]?.at === (tokens[at]?.at ?? 0) + 1;
}

/** Names of variables that stand for one of `records`: `for (const one of records)`, `records.map((one) => …)`. */
function walkers(tokens: readonly SnippetToken[]): Set<string> {
  const found = new Set<string>();
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'name' || token.text !== 'records') continue;
    const [of, variable] = [tokens[at - 1], tokens[at - 2]];
    if (of?.text === 'of' && variable?.kind === 'name') found.add(variable.text);
    const [dot, method, open, next, after] = tokens.slice(at + 1, at + 6);
    if (!isSign(dot, '.') || !WALKS.has(method?.text ?? '') || !isSign(open, '(')) continue;
    const one = isSign(next, '(') ? after : next;
    if (one?.kind === 'name') found.add(one.text);
  }
  return found;
}
