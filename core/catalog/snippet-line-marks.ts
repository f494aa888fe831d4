import { isName, isSign, openingOf, type SnippetToken, tokenizeSnippet } from './snippet-tokens.ts';

/** What a line calls when it begins. */
const MARK = '$line';
/** Words that do not begin a statement, though they may begin a line. */
const GO_ON = new Set(['else', 'catch', 'finally', 'in', 'instanceof', 'of', 'case', 'default', 'extends', 'as', 'satisfies']);
/** Words that what stands on the next line belongs to. */
const NEED_MORE = new Set([
  'else',
  'do',
  'typeof',
  'new',
  'delete',
  'void',
  'in',
  'of',
  'instanceof',
  'await',
  'yield',
  'throw',
  'case',
  'const',
  'let',
  'var',
  'function',
  'class',
  'extends',
  'static',
  'get',
  'set',
  'async',
  'import',
  'export',
]);
const HEADERS = new Set(['if', 'for', 'while', 'with', 'switch']);

type Frame = { kind: 'block' | 'switch' | 'other'; header: boolean; case: boolean; loops?: boolean };

/**
 * The code with a call of `$line(n)` before each line where a statement surely begins, so that its time can be measured; lines and their order stay. `null`
 * where the code cannot be followed or there is nothing to measure. What it misses counts to the line before.
 */
export function markLines(code: string): { code: string; lines: number } | null {
  const tokens = tokenizeSnippet(code);
  if (tokens === null || code.includes(MARK)) return null;
  const frames: Frame[] = [{ kind: 'block', header: false, case: false }];
  /** The frame that the token before closed. */
  let closed: Frame | null = null;
  const places: number[] = [];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const frame = frames.at(-1) as Frame;
    const isFirst = before === undefined || token.newLine;
    if (isFirst && !token.inTemplate && !before?.inTemplate && beginsStatement(token, before, frame, closed)) places.push(token.at);
    if (isName(token, 'case') || isName(token, 'default')) frame.case = true;
    else if (frame.case && isSign(token, ':')) frame.case = false;
    closed = null;
    if (isSign(token, '(', '[')) frames.push({ kind: 'other', header: isSign(token, '(') && isHeader(tokens, index), case: false });
    else if (isSign(token, '{')) frames.push(braceAt(tokens, index, frames));
    else if (isSign(token, ')', ']', '}')) closed = frames.length > 1 ? (frames.pop() ?? null) : null;
  }
  if (places.length === 0) return null;
  const lineAt = lineCounter(code);
  let marked = '';
  let end = 0;
  for (const place of places) {
    marked += `${code.slice(end, place)}${MARK}(${lineAt(place)});`;
    end = place;
  }
  return { code: marked + code.slice(end), lines: lineAt(code.length) };
}

function beginsStatement(token: SnippetToken, before: SnippetToken | undefined, { kind, case: inCase }: Frame, closed: Frame | null): boolean {
  if (kind === 'other' || inCase || (token.kind === 'name' && GO_ON.has(token.text)) || isSign(token, '}', ')', ']', '.', '?.', ',', ':')) return false;
  // The end of `do { … }`.
  if (isName(token, 'while') && closed?.loops) return false;
  if (before === undefined) return true;
  if (isSign(before, ';')) return true;
  if (isSign(before, '{')) return kind === 'block';
  // Behind anything else a line may go on with what begins it, unless that is a word.
  if (token.kind !== 'name') return false;
  if (isSign(before, ')')) return closed?.header !== true;
  if (isSign(before, '}', ']', '++', '--')) return true;
  if (before.kind === 'sign') return false;
  return before.kind !== 'name' || !NEED_MORE.has(before.text);
}

/** Whether the parenthesis that opens at `at` belongs to `if (…)` and the like: what follows it is no statement of its own line. */
function isHeader(tokens: readonly SnippetToken[], at: number): boolean {
  const word = tokens[at - 1];
  const isMember = isSign(tokens[at - 2], '.', '?.');
  return word?.kind === 'name' && !isMember && (HEADERS.has(word.text) || (word.text === 'await' && isName(tokens[at - 2], 'for')));
}

/** What the brace at `at` opens: a block of statements, the cases of a switch, or something else (an object, a pattern, a class). */
function braceAt(tokens: readonly SnippetToken[], at: number, frames: readonly Frame[]): Frame {
  const frame = (kind: Frame['kind']): Frame => ({ kind, header: false, case: false });
  const before = tokens[at - 1];
  const outer = frames.at(-1)?.kind;
  if (isSign(before, '=>')) return frame('block');
  if (isSign(before, ')')) return frame(isName(tokens[openingOf(tokens, at - 1) - 1], 'switch') ? 'switch' : 'block');
  if (isName(before, 'do')) return { ...frame('block'), loops: true };
  if (before?.kind === 'name' && ['else', 'try', 'finally', 'catch'].includes(before.text)) return frame('block');
  if (outer === 'block' && (before === undefined || isSign(before, ';'))) return frame('block');
  return frame('other');
}

function lineCounter(code: string): (place: number) => number {
  let [line, seen] = [1, 0];
  return (place) => {
    for (let next = code.indexOf('\n', seen); next >= 0 && next < place; next = code.indexOf('\n', seen)) [line, seen] = [line + 1, next + 1];
    return line;
  };
}
