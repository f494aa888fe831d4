import { CONSTANTS, callOf, endOf, fieldReference, group, itemsOf, numberLiteral, type Piece, quotedLiteral, signed } from './make-tree.ts';
import type { Expression } from './tree.ts';

/** Tokens in the lexer's order; what comes first in that order is taken. Those that only formulas with errors have are left out, but for quotes from elsewhere, which would be names. */
const TOKEN =
  /[\s\u00A0]+|((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|("(?:[^"]|"")*")|(\[(?:\\[\s\S]|\[\d+\]|[^[\]\\])*\])|([\u201C\u201D\u201E][^\u201C\u201D\u201E"]*[\u201C\u201D"])|([A-Za-z_\u00C0-\uFFFF][A-Za-z0-9_.\u00C0-\uFFFF]*)|(==|&&|<>|<=|>=|[<>&*/^=+\-%,;(){}])/y;
const KINDS = ['number', 'text', 'field', 'foreign', 'name', 'sign'] as const;
const OPERATORS = new Set(['<>', '<=', '>=', '<', '>', '&', '*', '/', '^', '=', '+', '-']);

interface Token extends Piece {
  readonly kind: (typeof KINDS)[number] | 'end';
}

/**
 * Reads a formula that has no errors, without making the grammar, which takes longer than all the formulas of most flows. Null for any other: what is wrong
 * with it, the grammar says. `mostNested`: brackets inside one another.
 */
export function readSound(text: string, mostNested: number): Expression | null {
  const tokens = tokensOf(text);
  return tokens && new SoundReader(tokens, mostNested).formula();
}

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    const match = TOKEN.exec(text);
    if (!match) return null;
    const group = match.findIndex((part, index) => index > 0 && part !== undefined);
    const kind = KINDS[group - 1];
    if (kind) tokens.push({ kind, image: match[0], startOffset: at });
  }
  tokens.push({ kind: 'end', image: '', startOffset: text.length });
  return tokens;
}

/** Each of its methods gives null where the formula is not sound; then nothing more is read. */
class SoundReader {
  readonly #tokens: readonly Token[];
  readonly #mostNested: number;
  #at = 0;
  #nested = 0;

  constructor(tokens: readonly Token[], mostNested: number) {
    this.#tokens = tokens;
    this.#mostNested = mostNested;
  }

  formula(): Expression | null {
    this.#take('=');
    const tree = this.#expression();
    return this.#next.kind === 'end' ? tree : null;
  }

  get #next(): Token {
    return this.#tokens[this.#at] as Token;
  }

  /** End of the token read last. */
  get #reached(): number {
    return endOf(this.#tokens[this.#at - 1] as Token);
  }

  #take(sign: string): Token | null {
    const token = this.#next;
    if (token.kind !== 'sign' || token.image !== sign) return null;
    this.#at++;
    return token;
  }

  #all(...signs: string[]): Token[] {
    const taken: Token[] = [];
    while (this.#next.kind === 'sign' && signs.includes(this.#next.image)) taken.push(this.#tokens[this.#at++] as Token);
    return taken;
  }

  #expression(): Expression | null {
    const operands: Expression[] = [];
    const operators: Token[] = [];
    for (;;) {
      const operand = this.#operand();
      if (!operand) return null;
      operands.push(operand);
      const token = this.#next;
      if (token.kind !== 'sign' || !OPERATORS.has(token.image)) return group(operands, operators);
      operators.push(token);
      this.#at++;
    }
  }

  #operand(): Expression | null {
    const signs = this.#all('+', '-');
    const primary = this.#primary();
    return primary && signed(signs, primary, this.#all('%'));
  }

  #primary(): Expression | null {
    const token = this.#next;
    if (token.kind === 'sign') return token.image === '(' ? this.#bracketed() : token.image === '{' ? this.#list() : null;
    if (token.kind === 'end' || token.kind === 'foreign') return null;
    this.#at++;
    if (token.kind === 'number') return numberLiteral(token);
    if (token.kind === 'text') return quotedLiteral(token);
    if (token.kind === 'field') return fieldReference(token);
    return this.#nameOrCall(token);
  }

  #nameOrCall(name: Token): Expression | null {
    if (this.#next.image !== '(') return CONSTANTS.has(name.image.toUpperCase()) ? callOf(name, [], endOf(name)) : null;
    const args = this.#items('(', ')');
    return args && callOf(name, args, this.#reached);
  }

  #bracketed(): Expression | null {
    return this.#inside('(', ')', () => this.#expression());
  }

  #list(): Expression | null {
    const start = this.#next.startOffset;
    const items = this.#items('{', '}');
    return items && { kind: 'list', items, start, end: this.#reached };
  }

  #items(open: string, close: string): Expression[] | null {
    return this.#inside(open, close, () => {
      const found: (Expression | undefined)[] = [];
      do {
        const { kind, image } = this.#next;
        if (kind === 'sign' && (image === ',' || image === ';' || image === close)) found.push(undefined);
        else {
          const tree = this.#expression();
          if (!tree) return null;
          found.push(tree);
        }
      } while (this.#take(',') ?? this.#take(';'));
      return itemsOf(found, this.#reached);
    });
  }

  #inside<T>(open: string, close: string, read: () => T | null): T | null {
    if (++this.#nested > this.#mostNested || !this.#take(open)) return null;
    const what = read();
    this.#nested--;
    return what !== null && this.#take(close) ? what : null;
  }
}
