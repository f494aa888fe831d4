import type { IToken } from 'chevrotain';
import type { Field } from '../base/field.ts';
import { signatureOf } from './check-call.ts';
import { fieldReference } from './field-path.ts';
import { type FunctionSpec, parameterAt } from './functions/function-spec.ts';
import { functionNamed, functionTable } from './functions/table.ts';
import { CurlyText, FieldToken, NameToken, NumberToken, OpenField, OpenText, Percent, QuotedText, TextToken, tokenize } from './lexer.ts';
import { MAX_FORMULA_LENGTH } from './parse.ts';
import { typeInWords } from './type-rules.ts';

/** Something an editor offers at the cursor: `insert` replaces the text from `start` to `end`; `caret` is where the cursor goes then. */
export interface Completion {
  readonly kind: 'field' | 'function' | 'constant';
  readonly label: string;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  readonly caret: number;
  /** A few words behind the label: a field's type and sample, a function's values. */
  readonly detail: string;
  /** One sentence on a function, with an example. */
  readonly help?: string;
}

/** The call the cursor is in: how it is written, and which of its values is being typed. */
export interface SignatureHelp {
  readonly function: FunctionSpec;
  readonly signature: string;
  /** Number of the value the cursor is at, from 0, and the parameter it fills. */
  readonly argument: number;
  readonly parameter: string | null;
}

/** What can stand at the cursor, best matches first. Works on broken text; gives nothing inside a text and behind a finished value. */
export function completionsAt(text: string, cursor: number, fields: readonly Field[], limit = 50): Completion[] {
  if (text.length > MAX_FORMULA_LENGTH) return [];
  const last = tokensBefore(text, cursor).at(-1);
  const reached = last === undefined ? -1 : last.startOffset + last.image.length;
  if (last !== undefined && last.tokenType === OpenText) return [];
  if (last !== undefined && last.tokenType === OpenField && reached === cursor) {
    const end = cursor + (/^[^[\]\\,;(){}"=<>&\n]*\]/.exec(text.slice(cursor))?.[0].length ?? 0);
    return fieldCompletions(last.image.slice(1), fields, last.startOffset, end).slice(0, limit);
  }
  if (last !== undefined && last.tokenType === NameToken && reached === cursor) {
    const end = cursor + (/^[\w.]*/.exec(text.slice(cursor))?.[0].length ?? 0);
    return allCompletions(last.image, text, fields, last.startOffset, end).slice(0, limit);
  }
  return last !== undefined && endsValue(last) ? [] : allCompletions('', text, fields, cursor, cursor).slice(0, limit);
}

/** The innermost known function whose brackets the cursor is in; null outside of any. */
export function signatureAt(text: string, cursor: number): SignatureHelp | null {
  if (text.length > MAX_FORMULA_LENGTH) return null;
  const open: { name: string; argument: number }[] = [];
  let before: IToken | undefined;
  for (const token of tokensBefore(text, cursor)) {
    const { image } = token;
    if (image === '(' || image === '{') open.push({ name: image === '(' && before?.tokenType === NameToken ? before.image.toUpperCase() : '', argument: 0 });
    else if (image === ')' || image === '}') open.pop();
    else if (image === ',' || image === ';') {
      const inner = open.at(-1);
      if (inner !== undefined) inner.argument++;
    }
    before = token;
  }
  for (const { name, argument } of open.reverse()) {
    const spec = functionNamed(name);
    if (spec !== undefined) return { function: spec, signature: signatureOf(spec), argument, parameter: parameterAt(spec, argument)?.name ?? null };
  }
  return null;
}

const tokensBefore = (text: string, cursor: number): IToken[] => tokenize(text.slice(0, cursor)).tokens;

function endsValue(token: IToken): boolean {
  return (
    [NumberToken, TextToken, CurlyText, QuotedText, FieldToken, NameToken, Percent].includes(token.tokenType) || token.image === ')' || token.image === '}'
  );
}

/** How well a name fits what was typed: 0 begins so, 1 a word in it begins so, 2 it is somewhere in it, -1 not at all. */
function rankOf(name: string, typed: string): number {
  const [lower, wanted] = [name.toLowerCase(), typed.trim().toLowerCase()];
  if (lower.startsWith(wanted)) return 0;
  const at = lower.indexOf(wanted);
  if (at === -1) return -1;
  return /[\s._-]/.test(lower[at - 1] ?? '') ? 1 : 2;
}

function ranked<T>(items: readonly T[], nameOf: (item: T) => string, typed: string): T[] {
  return items
    .map((item) => ({ item, rank: rankOf(nameOf(item), typed) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

function fieldCompletions(typed: string, fields: readonly Field[], start: number, end: number): Completion[] {
  return ranked(fields, ({ name }) => name, typed).map(({ name, type, sample }) => {
    const insert = fieldReference(name);
    const detail = sample === undefined || sample === '' ? typeInWords(type) : `${typeInWords(type)}, e.g. ${sample.slice(0, 40)}`;
    return { kind: 'field', label: name, insert, start, end, caret: start + insert.length, detail };
  });
}

function allCompletions(typed: string, text: string, fields: readonly Field[], start: number, end: number): Completion[] {
  const called = text[end] === '(';
  const functions = ranked(functionTable, ({ name }) => name, typed).map((spec): Completion => {
    const insert = called ? spec.name : `${spec.name}()`;
    const inside = spec.parameters.length > 0 || called;
    const caret = start + spec.name.length + (inside ? 1 : 2);
    const [{ formula, result }] = spec.examples;
    return {
      kind: 'function',
      label: spec.name,
      insert,
      start,
      end,
      caret,
      detail: signatureOf(spec),
      help: `${spec.help} Example: ${formula} gives ${result}.`,
    };
  });
  const constants = ranked(['TRUE', 'FALSE', 'NULL'], (name) => name, typed).map(
    (name): Completion => ({
      kind: 'constant',
      label: name,
      insert: name,
      start,
      end,
      caret: start + name.length,
      detail: name === 'NULL' ? 'nothing' : 'a condition',
    }),
  );
  return [...fieldCompletions(typed, fields, start, end), ...functions, ...(typed === '' ? [] : constants)];
}
