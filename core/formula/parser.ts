import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import {
  CloseBrace,
  CloseParen,
  CurlyText,
  Equals,
  FieldToken,
  FOREIGN_OPERATORS,
  NameToken,
  NumberToken,
  OpenBrace,
  OpenField,
  OpenParen,
  OpenText,
  Operator,
  Percent,
  QuotedText,
  Separator,
  Sign,
  TextToken,
  tokens,
} from './lexer.ts';
import { strengthOf } from './strength.ts';
import type { BinaryOperator, Expression, Literal } from './tree.ts';

const endOf = (token: IToken): number => token.startOffset + token.image.length;

/** Where something is missing: just behind the token before. */
function missingAt(offset: number): Expression {
  return { kind: 'missing', start: offset, end: offset };
}

/** Groups `a op b op c …` by strength, from the left, without recursion (a chain may be long). */
function group(operands: readonly Expression[], operators: readonly IToken[]): Expression {
  const done: Expression[] = [operands[0] ?? missingAt(0)];
  const waiting: BinaryOperator[] = [];
  const reduce = (): void => {
    const right = done.pop();
    const left = done.pop();
    const operator = waiting.pop();
    if (left !== undefined && right !== undefined && operator !== undefined)
      done.push({ kind: 'binary', operator, left, right, start: left.start, end: right.end });
  };
  operators.forEach((token, i) => {
    const foreign = FOREIGN_OPERATORS.get(token.image);
    const operator = (foreign === undefined ? token.image : foreign === '<>' ? '<>' : '=') as BinaryOperator;
    for (let top = waiting.at(-1); top !== undefined && strengthOf(top) >= strengthOf(operator); top = waiting.at(-1)) reduce();
    waiting.push(operator);
    done.push(operands[i + 1] ?? missingAt(endOf(token)));
  });
  while (waiting.length > 0) reduce();
  return done[0] ?? missingAt(0);
}

function numberLiteral(token: IToken): Literal {
  const value = Number(token.image);
  const exact = !Number.isSafeInteger(value) && /^\d+$/.test(token.image) ? BigInt(token.image) : value;
  return { kind: 'literal', value: exact, start: token.startOffset, end: endOf(token) };
}

const textLiteral = (token: IToken, value: string): Literal => ({ kind: 'literal', value, start: token.startOffset, end: endOf(token) });

const KEYWORDS: ReadonlyMap<string, null | boolean> = new Map([
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
]);

/** The grammar. Recovers from errors, so that one formula gives all its errors at once; use `parseFormula`, which says them in sentences. */
export class FormulaParser extends EmbeddedActionsParser {
  /** Names that stand alone and are no constants, in reading order. */
  bareNames: IToken[] = [];
  /** The tokens behind which a value is missing. */
  gaps: IToken[] = [];

  /** Whether the grammar itself is sound is looked at only when asked for: a test does, and it takes longer than reading a formula. */
  constructor(skipValidations = true) {
    super(tokens, { recoveryEnabled: true, maxLookahead: 2, skipValidations });
    this.performSelfAnalysis();
  }

  readonly formula: ParserMethod<[], Expression> = this.RULE(
    'formula',
    (): Expression => {
      this.OPTION(() => this.CONSUME(Equals));
      return this.SUBRULE(this.expression);
    },
    { recoveryValueFunc: () => this.missing() },
  );

  private readonly expression: ParserMethod<[], Expression> = this.RULE(
    'expression',
    (): Expression => {
      const operands: Expression[] = [this.SUBRULE(this.operand)];
      const operators: IToken[] = [];
      this.MANY(() => {
        operators.push(this.CONSUME(Operator));
        operands.push(this.OPTION(() => this.SUBRULE2(this.operand)) ?? this.gap());
      });
      return this.ACTION(() => group(operands, operators));
    },
    { recoveryValueFunc: () => this.missing() },
  );

  private readonly operand: ParserMethod<[], Expression> = this.RULE(
    'operand',
    (): Expression => {
      const signs: IToken[] = [];
      this.MANY(() => signs.push(this.CONSUME(Sign)));
      let tree: Expression = this.SUBRULE(this.primary);
      this.MANY2(() => {
        const percent = this.CONSUME(Percent);
        this.ACTION(() => {
          tree = { kind: 'unary', operator: '%', operand: tree, start: tree.start, end: endOf(percent) };
        });
      });
      return this.ACTION(() => {
        for (const sign of signs.reverse())
          tree = { kind: 'unary', operator: sign.image === '-' ? '-' : '+', operand: tree, start: sign.startOffset, end: tree.end };
        return tree;
      });
    },
    { recoveryValueFunc: () => this.missing() },
  );

  private readonly primary: ParserMethod<[], Expression> = this.RULE(
    'primary',
    (): Expression =>
      this.OR([
        { ALT: () => this.literal(this.CONSUME(NumberToken), numberLiteral) },
        { ALT: () => this.literal(this.CONSUME(TextToken), (t) => textLiteral(t, t.image.slice(1, -1).replaceAll('""', '"'))) },
        { ALT: () => this.literal(this.CONSUME(OpenText), (t) => textLiteral(t, t.image.slice(1))) },
        { ALT: () => this.literal(this.CONSUME(CurlyText), (t) => textLiteral(t, t.image.slice(1, -1))) },
        { ALT: () => this.literal(this.CONSUME(QuotedText), (t) => textLiteral(t, t.image.slice(1, -1))) },
        { ALT: () => this.literal(this.CONSUME(FieldToken), (t) => ({ kind: 'field', path: t.image.slice(1, -1), start: t.startOffset, end: endOf(t) })) },
        { ALT: () => this.literal(this.CONSUME(OpenField), (t) => ({ kind: 'field', path: t.image.slice(1).trim(), start: t.startOffset, end: endOf(t) })) },
        { ALT: () => this.SUBRULE(this.nameOrCall) },
        { ALT: () => this.SUBRULE(this.bracketed) },
        { ALT: () => this.SUBRULE(this.list) },
      ]),
    { recoveryValueFunc: () => this.missing() },
  );

  private readonly bracketed: ParserMethod<[], Expression> = this.RULE(
    'bracketed',
    (): Expression => {
      this.CONSUME(OpenParen);
      const tree = this.OPTION(() => this.SUBRULE(this.expression)) ?? this.gap();
      this.CONSUME(CloseParen);
      return tree;
    },
    { recoveryValueFunc: () => this.missing() },
  );

  private readonly nameOrCall: ParserMethod<[], Expression> = this.RULE(
    'nameOrCall',
    (): Expression => {
      const name = this.CONSUME(NameToken);
      const call = this.OPTION(() => {
        this.CONSUME(OpenParen);
        const args = this.SUBRULE(this.items);
        const close = this.CONSUME(CloseParen);
        return { args, close };
      });
      return this.ACTION((): Expression => {
        const upper = name.image.toUpperCase();
        const nameEnd = endOf(name);
        const constant = KEYWORDS.get(upper);
        if (constant !== undefined && (call === undefined || call.args.length === 0))
          return { kind: 'literal', value: constant, start: name.startOffset, end: call === undefined ? nameEnd : this.reached() };
        if (call !== undefined) return { kind: 'call', name: upper, nameEnd, args: call.args, start: name.startOffset, end: Math.max(nameEnd, this.reached()) };
        this.bareNames.push(name);
        return { kind: 'missing', start: name.startOffset, end: nameEnd };
      });
    },
    { recoveryValueFunc: () => this.missing() },
  );

  private readonly list: ParserMethod<[], Expression> = this.RULE(
    'list',
    (): Expression => {
      const open = this.CONSUME(OpenBrace);
      const items = this.SUBRULE(this.items);
      this.CONSUME(CloseBrace);
      return this.ACTION(() => ({ kind: 'list', items, start: open.startOffset, end: this.reached() }));
    },
    { recoveryValueFunc: () => this.missing() },
  );

  /** Values with commas or semicolons between them. One that is left out is NULL; nothing at all is no value. */
  private readonly items: ParserMethod<[], Expression[]> = this.RULE(
    'items',
    (): Expression[] => {
      const found: (Expression | undefined)[] = [this.OPTION(() => this.SUBRULE(this.expression))];
      this.MANY(() => {
        this.CONSUME(Separator);
        found.push(this.OPTION2(() => this.SUBRULE2(this.expression)));
      });
      return this.ACTION(() => {
        if (found.length === 1 && found[0] === undefined) return [];
        const at = this.reached();
        return found.map((tree): Expression => tree ?? { kind: 'literal', value: null, start: at, end: at });
      });
    },
    { recoveryValueFunc: () => [] },
  );

  private literal(token: IToken, make: (token: IToken) => Expression): Expression {
    return this.ACTION(() => make(token));
  }

  /** End of the last token read. */
  private reached(): number {
    const token = this.LA(0);
    return Number.isNaN(token.startOffset) ? 0 : endOf(token);
  }

  /** A value is missing behind the last token; the rest can still be read. */
  private gap(): Expression {
    return this.ACTION(() => {
      this.gaps.push(this.LA(0));
      return this.missing();
    });
  }

  private missing(): Expression {
    return missingAt(this.reached());
  }
}
