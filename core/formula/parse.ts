import type { IToken } from 'chevrotain';
import { balanceBrackets } from './brackets.ts';
import { tokenize } from './lexer.ts';
import { FormulaParser } from './parser.ts';
import { type FormulaProblem, type ProblemDraft, placeProblems } from './problem.ts';
import { readSound } from './sound-formula.ts';
import { describeSyntaxErrors } from './syntax-errors.ts';
import { childrenOf, type Expression } from './tree.ts';

/** Limits of one formula; beyond them it is refused before it is parsed. */
export const MAX_FORMULA_LENGTH = 32_000;
const MAX_NESTING = 64;
const MAX_DEPTH = 400;

/** What came of parsing. With errors the tree is what could be understood, with `missing` in the gaps; null when nothing was read. */
export interface ParsedFormula {
  readonly tree: Expression | null;
  readonly errors: FormulaProblem[];
}

let parser: FormulaParser | undefined;

/** Parses a formula, with or without a leading `=`. Never throws; every error has a place, a sentence and mostly a hint. */
export function parseFormula(text: string): ParsedFormula {
  if (text.length > MAX_FORMULA_LENGTH)
    return refuse(text, 'formula-too-long', `This formula has ${text.length} characters; ${MAX_FORMULA_LENGTH} are allowed.`, 'Split it into several fields.');
  const sound = readSound(text, MAX_NESTING);
  if (sound) return depthOf(sound) > MAX_DEPTH ? refuse(text, ...TOO_DEEP) : { tree: sound, errors: [] };
  return parseFully(text);
}

/** The same by way of the grammar, which knows everything that can be wrong. */
export function parseFully(text: string): ParsedFormula {
  const { tokens, errors } = tokenize(text);
  if (tokens.length === 0 && errors.length === 0)
    return refuse(text, 'formula-empty', 'The formula is empty.', 'Type a formula, such as [First name] & " " & [Last name].');
  if (deepestBracket(tokens) > MAX_NESTING) return refuse(text, ...TOO_DEEP);
  parser ??= new FormulaParser();
  const balanced = balanceBrackets(tokens);
  parser.input = balanced.tokens;
  parser.bareNames = [];
  parser.gaps = [];
  const tree = parser.formula();
  const drafts = describeSyntaxErrors(text, tokens, errors, parser.errors, parser.bareNames, parser.gaps, balanced.problems);
  if (depthOf(tree) > MAX_DEPTH) return refuse(text, ...TOO_DEEP);
  return { tree, errors: placeProblems(text, drafts) };
}

const TOO_DEEP = [
  'formula-too-deep',
  'This formula has too many steps inside one another.',
  'Compute a part of it in a field of its own, and use that field here.',
] as const;

function refuse(text: string, code: string, message: string, hint: string): ParsedFormula {
  const draft: ProblemDraft = { severity: 'error', code, message, hint, start: 0, end: Math.min(text.length, 1000) };
  return { tree: null, errors: placeProblems(text.slice(0, 1000), [draft]) };
}

function deepestBracket(tokens: readonly IToken[]): number {
  let depth = 0;
  let deepest = 0;
  for (const { image } of tokens) {
    if (image === '(' || image === '{') deepest = Math.max(deepest, ++depth);
    else if (image === ')' || image === '}') depth--;
  }
  return deepest;
}

/** Levels of the tree, counted without recursion: a long chain of operators is as deep as it is long. */
function depthOf(tree: Expression): number {
  let level: Expression[] = [tree];
  let depth = 0;
  for (; level.length > 0 && depth <= MAX_DEPTH; depth++) level = level.flatMap((node) => childrenOf(node));
  return depth;
}
