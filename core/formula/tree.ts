/** Where a piece of a formula stands in its text: `start` up to but not including `end`, in UTF-16 units from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Operators between two operands, from the loosest binding to the tightest: comparison, `&`, `+ -`, `* /`, `^`. All group from the left, as in Excel. */
export type BinaryOperator = '=' | '<>' | '<' | '<=' | '>' | '>=' | '&' | '+' | '-' | '*' | '/' | '^';

/** `-` and `+` stand before their operand and bind tighter than `^` (as in Excel, -2^2 is 4); `%` stands behind it. */
export type UnaryOperator = '-' | '+' | '%';

/** A constant. Integers beyond 2^53 are bigint, so that no digit is lost. */
export interface Literal extends Span {
  readonly kind: 'literal';
  readonly value: null | boolean | number | bigint | string;
}

/** A reference to a field of the record, or to a value nested in one. `path` is the text between the brackets, still escaped. */
export interface FieldReference extends Span {
  readonly kind: 'field';
  readonly path: string;
}

/** A sign or a percent sign with its operand. */
export interface Unary extends Span {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

/** Two operands and what stands between them. */
export interface Binary extends Span {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** A function call. `name` is in capitals; `nameEnd` is where the name ends in the text. An argument left out is the literal NULL. */
export interface Call extends Span {
  readonly kind: 'call';
  readonly name: string;
  readonly nameEnd: number;
  readonly args: readonly Expression[];
}

/** A list written in braces. */
export interface List extends Span {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

/** Stands where something is missing in a formula with errors; never in one without. */
export interface Missing extends Span {
  readonly kind: 'missing';
}

/** The syntax tree of a formula: a closed union. */
export type Expression = Literal | FieldReference | Unary | Binary | Call | List | Missing;

/** The expressions directly below this one, from left to right. */
export function childrenOf(tree: Expression): readonly Expression[] {
  if (tree.kind === 'unary') return [tree.operand];
  if (tree.kind === 'binary') return [tree.left, tree.right];
  if (tree.kind === 'call') return tree.args;
  return tree.kind === 'list' ? tree.items : [];
}
