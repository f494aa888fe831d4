/** A piece of a snippet's code. `text` of a template is empty: its parts in braces come as tokens of their own. */
export interface SnippetToken {
  readonly kind: 'name' | 'text' | 'number' | 'pattern' | 'sign' | 'template';
  readonly text: string;
  /** Whether a line ended between the token before and this one. */
  readonly newLine: boolean;
  /** Where it begins in the code. */
  readonly at: number;
  /** Whether it stands in the braces of a template. */
  readonly inTemplate: boolean;
}

const NAME = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /\.?\d[\w.]*/y;
const TEXT = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const PATTERN = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;
const SPACE = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const SIGN = /=>|\?\.(?!\d)|\.\.\.|(?:\*\*|&&|\|\||\?\?|>>>|>>|<<|[-+*/%&|^])=|[!=]==?|<=|>=|\+\+|--|[-+*/%&|^~!?:;,.(){}[\]<>=@]/y;
const TEMPLATE_PART = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;
const BEFORE_PATTERN = new Set(['return', 'typeof', 'case', 'in', 'of', 'delete', 'void', 'throw', 'new', 'else', 'do', 'instanceof', 'yield', 'await']);

/** Splits code into tokens without comments; `null` where that cannot be done with certainty (an unclosed text, a slash that might be two things). */
export function tokenizeSnippet(code: string): SnippetToken[] | null {
  const tokens: SnippetToken[] = [];
  /** For each open template the number of braces open inside it. */
  const templates: number[] = [];
  let at = 0;
  let newLine = false;
  const read = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(code)?.[0] ?? null;
  };
  const push = (kind: SnippetToken['kind'], text: string, length: number): void => {
    tokens.push({ kind, text, newLine, at, inTemplate: templates.length > 0 });
    newLine = false;
    at += length;
  };
  /** Skips the fixed text of a template up to its end or its next part in braces; false when it never ends. */
  const template = (): boolean => {
    at += (read(TEMPLATE_PART) ?? '').length;
    if (code[at] === '`') at++;
    else if (code[at] === '$') {
      at += 2;
      templates.push(0);
    } else return false;
    return true;
  };
  while (at < code.length) {
    const space = read(SPACE);
    if (space !== null) {
      newLine ||= space.includes('\n');
      at += space.length;
      continue;
    }
    const character = code[at] ?? '';
    if (character === '`') {
      push('template', '', 1);
      if (!template()) return null;
      continue;
    }
    if (character === '/') {
      const pattern = patternHere(tokens.at(-1), read(PATTERN));
      if (pattern === 'unsure') return null;
      if (pattern !== null) {
        push('pattern', pattern, pattern.length);
        continue;
      }
    }
    const depth = templates.at(-1);
    if (depth === 0 && character === '}') {
      templates.pop();
      at++;
      if (!template()) return null;
      continue;
    }
    const text = read(TEXT);
    const number = read(NUMBER);
    const name = read(NAME);
    if (text !== null) push('text', text.slice(1, -1), text.length);
    else if (number !== null) push('number', number, number.length);
    else if (name !== null) push('name', name, name.length);
    else {
      const sign = read(SIGN);
      if (sign === null) return null;
      if (depth !== undefined && sign === '{') templates[templates.length - 1] = depth + 1;
      if (depth !== undefined && sign === '}') templates[templates.length - 1] = depth - 1;
      push('sign', sign, sign.length);
    }
  }
  return templates.length === 0 ? tokens : null;
}

function patternHere(before: SnippetToken | undefined, pattern: string | null): string | null | 'unsure' {
  if (before === undefined) return pattern ?? 'unsure';
  if (before.kind === 'sign' && (before.text === ')' || before.text === '}')) return pattern !== null && /['"`]/.test(pattern) ? 'unsure' : null;
  if (before.kind === 'sign' && before.text !== ']' && before.text !== '++' && before.text !== '--') return pattern ?? 'unsure';
  return before.kind === 'name' && BEFORE_PATTERN.has(before.text) ? (pattern ?? 'unsure') : null;
}

/** Whether a token is one of these signs. */
export function isSign(token: SnippetToken | undefined, ...signs: readonly string[]): boolean {
  return token?.kind === 'sign' && signs.includes(token.text);
}

/** Whether a token is this name or word of the language. */
export function isName(token: SnippetToken | undefined, name: string): boolean {
  return token?.kind === 'name' && token.text === name;
}

/** Where the bracket that closes at `close` opens; -1 where it does not. */
export function openingOf(tokens: readonly SnippetToken[], close: number): number {
  let open = close;
  for (let depth = 0; open >= 0; open--) {
    if (isSign(tokens[open], '}', ']', ')')) depth++;
    else if (isSign(tokens[open], '{', '[', '(') && --depth === 0) break;
  }
  return open;
}
