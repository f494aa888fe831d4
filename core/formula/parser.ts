import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import {
  CloseBrace,
  CloseParen,
  CurlyText,
  Equals,
  FieldToken,
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
import { CONSTANTS, callOf, endOf, fieldReference, group, itemsOf, missingAt, numberLiteral, quotedLiteral, signed, textLiteral } from './make-tree.ts';
import type { Expression } from './tree.ts';

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
      const primary = this.SUBRULE(this.primary);
      const percents: IToken[] = [];
      this.MANY2(() => percents.push(this.CONSUME(Percent)));
      return this.ACTION(() => signed(signs, primary, percents));
    },
    { recoveryValueFunc: () => this.missing() },
  );

  private readonly primary: ParserMethod<[], Expression> = this.RULE(
    'primary',
    (): Expression =>
      this.OR([
        { ALT: () => this.literal(this.CONSUME(NumberToken), numberLiteral) },
        { ALT: () => this.literal(this.CONSUME(TextToken), quotedLiteral) },
        { ALT: () => this.literal(this.CONSUME(OpenText), (t) => textLiteral(t, t.image.slice(1))) },
        { ALT: () => this.literal(this.CONSUME(CurlyText), (t) => textLiteral(t, t.image.slice(1, -1))) },
        { ALT: () => this.literal(this.CONSUME(QuotedText), (t) => textLiteral(t, t.image.slice(1, -1))) },
        { ALT: () => this.literal(this.CONSUME(FieldToken), fieldReference) },
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
        if (call !== undefined) return callOf(name, call.args, this.reached());
        if (CONSTANTS.has(name.image.toUpperCase())) return callOf(name, [], endOf(name));
        this.bareNames.push(name);
        return { kind: 'missing', start: name.startOffset, end: endOf(name) };
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
      return this.ACTION(() => itemsOf(found, this.reached()));
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
