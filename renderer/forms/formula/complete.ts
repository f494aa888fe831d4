import type { Field, FieldType } from '../../../core/base/field.ts';

/** What completion needs to know of a function. */
export interface CompletableFunction {
  name: string;
  help: string;
}

export interface CompletionItem {
  label: string;
  detail: string;
  /** Type of a field; absent for a function. */
  type?: FieldType;
  /** What is put in, and how far from its end the caret goes. */
  insert: string;
  back: number;
}

export interface Completion {
  items: CompletionItem[];
  from: number;
  to: number;
}

const MOST = 40;
const WORD = /[A-Za-z_\u00C0-\uFFFF][\w.\u00C0-\uFFFF]*$/;
const OPEN_FIELD = /\[[^[\]"\n]*$/;

/** What can stand at the caret: fields within a bracket, fields and functions in a word. Nothing inside a text. */
export function complete(
  text: string,
  caret: number,
  fields: readonly Field[],
  functions: readonly CompletableFunction[],
  reference: (name: string) => string,
): Completion | null {
  const before = text.slice(0, caret);
  if ((before.match(/"/g)?.length ?? 0) % 2 === 1) return null;
  const open = OPEN_FIELD.exec(before);
  if (open) {
    const to = caret + (/^[^[\]",()]*\]/.exec(text.slice(caret))?.[0].length ?? 0);
    return { items: matching(fields, open[0].slice(1)).map((field) => fieldItem(field, reference)), from: open.index, to };
  }
  const word = WORD.exec(before)?.[0] ?? '';
  if (word === '') return null;
  const wanted = word.toUpperCase();
  const calls = functions
    .filter(({ name }) => name.startsWith(wanted) || name.includes(`.${wanted}`))
    .map(
      ({ name, help }): CompletionItem => ({ label: name, detail: help, insert: text[caret] === '(' ? name : `${name}()`, back: text[caret] === '(' ? 0 : 1 }),
    );
  const exact = calls.length === 1 && calls[0]?.label === wanted && text[caret] === '(';
  const items = exact ? [] : [...calls, ...matching(fields, word).map((field) => fieldItem(field, reference))];
  return { items: items.slice(0, MOST), from: caret - word.length, to: caret };
}

function matching(fields: readonly Field[], typed: string): Field[] {
  const wanted = typed.toLowerCase();
  const starts = fields.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  const contains = fields.filter(({ name }) => !starts.some((one) => one.name === name) && name.toLowerCase().includes(wanted));
  return [...starts, ...contains].slice(0, MOST);
}

function fieldItem({ name, type, sample }: Field, reference: (name: string) => string): CompletionItem {
  return { label: name, detail: sample ?? '', type, insert: reference(name), back: 0 };
}

/** Name of the function whose brackets the caret stands in; null outside of any. */
export function functionAt(text: string, caret: number): string | null {
  let depth = 0;
  const bare = text.slice(0, caret).replace(/"(?:[^"]|"")*"?/g, (quoted) => ' '.repeat(quoted.length));
  for (let at = bare.length - 1; at >= 0; at--) {
    if (bare[at] === ')') depth++;
    else if (bare[at] === '(' && depth-- === 0) return WORD.exec(bare.slice(0, at))?.[0].toUpperCase() ?? null;
  }
  return null;
}
