import { isSign, type SnippetToken, tokenizeSnippet } from './snippet-tokens.ts';

/** Words by which code could keep the record, or make something that is called later. */
const KEEPERS = new Set(['eval', 'Function', 'arguments', 'with', 'function', 'class', 'this', 'super', 'import', 'async', 'await', 'yield']);
const BEFORE_BLOCKS = new Set(['if', 'for', 'while', 'switch', 'catch']);

/**
 * Whether a per-record snippet cannot tell records apart from one record that is filled anew each time: it names single fields of the record and returns it,
 * never passes it on, and makes no function. Anything that cannot be followed means no.
 */
export function canReuseRecord(code: string): boolean {
  const tokens = tokenizeSnippet(code);
  return tokens?.every((token, at) => isHarmless(tokens, token, at)) ?? false;
}

function isHarmless(tokens: readonly SnippetToken[], token: SnippetToken, at: number): boolean {
  if (token.kind === 'sign') return token.text !== '=>' && !(token.text === ')' && isSign(tokens[at + 1], '{') && !isBlock(tokens, at));
  if (token.kind !== 'name' || isSign(tokens[at - 1], '.')) return true;
  if (KEEPERS.has(token.text)) return false;
  if (token.text !== 'record') return true;
  const [dot, field] = [tokens[at + 1], tokens[at + 2]];
  if (isSign(dot, '.') && field?.kind === 'name') return !isCalled(tokens, at);
  const before = tokens[at - 1];
  return before?.kind === 'name' && before.text === 'return' && (dot === undefined || isSign(dot, ';') || isSign(dot, '}'));
}

/** Whether the field named at `at` is called: its function would get the record as `this`, in parentheses too. */
function isCalled(tokens: readonly SnippetToken[], at: number): boolean {
  let before = at - 1;
  let behind = at + 3;
  while (isSign(tokens[before], '(') && isSign(tokens[behind], ')')) {
    before--;
    behind++;
  }
  const next = tokens[behind];
  return next?.kind === 'template' || isSign(next, '(') || isSign(next, '?.');
}

/** Whether the parentheses that close at `close` are those of `if`, `for` and the like: anything else before a block is a method. */
function isBlock(tokens: readonly SnippetToken[], close: number): boolean {
  let open = close;
  for (let depth = 0; open >= 0; open--) {
    if (isSign(tokens[open], ')')) depth++;
    else if (isSign(tokens[open], '(') && --depth === 0) break;
  }
  const word = tokens[open - 1];
  if (word?.kind !== 'name' || !BEFORE_BLOCKS.has(word.text)) return false;
  // A method may bear such a name too: it follows a comma, a brace, a star, or `get` and the like.
  const before = tokens[open - 2];
  if (before === undefined || ['else', 'do'].includes(before.text)) return true;
  if (before.kind === 'name' && ['get', 'set', 'static'].includes(before.text)) return false;
  return before.kind === 'sign' ? [';', '}', ')', ':'].includes(before.text) || (word.newLine && before.text === ']') : word.newLine;
}
