import { createToken, type ILexingResult, Lexer, type TokenType } from 'chevrotain';
import { FOREIGN_OPERATORS } from './make-tree.ts';

/** Abstract kinds, so that the grammar stays short. */
export const Operator = createToken({ name: 'Operator', pattern: Lexer.NA });
export const Sign = createToken({ name: 'Sign', pattern: Lexer.NA });
export const Separator = createToken({ name: 'Separator', pattern: /[,;]/ });

export const NumberToken = createToken({ name: 'Number', pattern: /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/ });
export const TextToken = createToken({ name: 'Text', pattern: /"(?:[^"]|"")*"/, line_breaks: true });
/** A field: names, dots, list positions in brackets; a backslash takes the next character as it is. */
export const FieldToken = createToken({ name: 'Field', pattern: /\[(?:\\[\s\S]|\[\d+\]|[^[\]\\])*\]/, line_breaks: true });
export const NameToken = createToken({ name: 'Name', pattern: /[A-Za-z_\u00C0-\uFFFF][A-Za-z0-9_.\u00C0-\uFFFF]*/ });

export const Equals = createToken({ name: 'Equals', pattern: '=', categories: [Operator] });
const operators = ['<>', '<=', '>=', '<', '>', '&', '*', '/', '^'].map((pattern) =>
  createToken({ name: `Operator ${pattern}`, pattern, categories: [Operator] }),
);
const Plus = createToken({ name: 'Plus', pattern: '+', categories: [Operator, Sign] });
const Minus = createToken({ name: 'Minus', pattern: '-', categories: [Operator, Sign] });
export const Percent = createToken({ name: 'Percent', pattern: '%' });
export const OpenParen = createToken({ name: 'OpenParen', pattern: '(' });
export const CloseParen = createToken({ name: 'CloseParen', pattern: ')' });
export const OpenBrace = createToken({ name: 'OpenBrace', pattern: '{' });
export const CloseBrace = createToken({ name: 'CloseBrace', pattern: '}' });
const Space = createToken({ name: 'Space', pattern: /[\s\u00A0]+/, group: Lexer.SKIPPED, line_breaks: true });

/** Forms people bring from elsewhere. They are read as what is meant, and reported. */
export const OpenField = createToken({ name: 'OpenField', pattern: /\[[^[\]\\,;(){}"=<>&\n]*/ });
export const OpenText = createToken({ name: 'OpenText', pattern: /"(?:[^"]|"")*/, line_breaks: true });
export const CurlyText = createToken({ name: 'CurlyText', pattern: /[\u201C\u201D\u201E][^\u201C\u201D\u201E"]*[\u201C\u201D"]/, line_breaks: true });
export const QuotedText = createToken({ name: 'QuotedText', pattern: /'[^']*'/, line_breaks: true });
const foreignTokens = [...FOREIGN_OPERATORS.keys()].map((pattern) => createToken({ name: `Foreign ${pattern}`, pattern, categories: [Operator] }));

/** All tokens, in the order in which they are tried. */
export const tokens: TokenType[] = [
  Space,
  NumberToken,
  TextToken,
  OpenText,
  FieldToken,
  OpenField,
  CurlyText,
  QuotedText,
  NameToken,
  ...foreignTokens,
  ...operators,
  Equals,
  Plus,
  Minus,
  Percent,
  Separator,
  OpenParen,
  CloseParen,
  OpenBrace,
  CloseBrace,
  Operator,
  Sign,
];

let lexer: Lexer | undefined;

/** Turns text into tokens; characters that mean nothing come back as errors and are skipped. */
export function tokenize(text: string): ILexingResult {
  lexer ??= new Lexer(tokens, { ensureOptimizations: false, positionTracking: 'onlyOffset', skipValidations: true });
  return lexer.tokenize(text);
}
