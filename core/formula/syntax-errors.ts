import type { ILexingError, IRecognitionException, IToken } from 'chevrotain';
import { CurlyText, NameToken, OpenField, OpenText, Operator, QuotedText } from './lexer.ts';
import { endOf, FOREIGN_OPERATORS } from './make-tree.ts';
import type { ProblemDraft } from './problem.ts';

function at(start: number, end: number, code: string, message: string, hint?: string): ProblemDraft {
  return { severity: 'error', code, message, start, end: Math.max(end, start), ...(hint === undefined ? {} : { hint }) };
}

/** Puts what the lexer and the parser found wrong into sentences. */
export function describeSyntaxErrors(
  text: string,
  tokens: readonly IToken[],
  lexing: readonly ILexingError[],
  parsing: readonly IRecognitionException[],
  bareNames: readonly IToken[],
  gaps: readonly IToken[],
  brackets: readonly ProblemDraft[],
): ProblemDraft[] {
  const drafts = [
    ...lexing.map((error) => strayCharacter(text, error)),
    ...tokens.flatMap(foreignForm),
    ...brackets,
    ...bareNames.map(bareName),
    ...gaps.map(missingBehind),
  ];
  for (const error of parsing) {
    const draft = grammarError(text, error);
    const said = drafts.some((other) => other.start === draft.start || (draft.code === 'bracket-missing' && other.code.startsWith('bracket')));
    if (!said) drafts.push(draft);
  }
  return drafts;
}

function strayCharacter(text: string, error: ILexingError): ProblemDraft {
  const character = text.slice(error.offset, error.offset + error.length);
  if (character.startsWith(']'))
    return at(error.offset, error.offset + 1, 'bracket-unmatched', 'This "]" has no "[" before it.', 'A field is written [Field name].');
  if (character.startsWith('!'))
    return at(error.offset, error.offset + 1, 'character-unknown', '"!" means nothing here.', 'To negate, write NOT(…); for "not equal" write <>.');
  return at(
    error.offset,
    error.offset + error.length,
    'character-unknown',
    `"${character.slice(0, 20)}" means nothing here.`,
    'Put text in double quotes and field names in square brackets.',
  );
}

/** Forms that are understood but not ours. */
function foreignForm(token: IToken): ProblemDraft[] {
  const start = token.startOffset;
  const end = endOf(token);
  if (token.tokenType === OpenField)
    return [
      at(start, end, 'bracket-missing', 'The field name has no "]" at its end.', 'Write it as [Field name]; a bracket inside a name is written \\[ or \\].'),
    ];
  if (token.tokenType === OpenText)
    return [
      at(
        start,
        end,
        'quote-missing',
        'The text that starts here has no double quote at its end.',
        'Close the text with a double quote; a double quote inside it is written twice.',
      ),
    ];
  if (token.tokenType === CurlyText || token.tokenType === QuotedText)
    return [at(start, end, 'quote-wrong', 'Text is written between straight double quotes.', `Write "${token.image.slice(1, -1)}".`)];
  const meant = FOREIGN_OPERATORS.get(token.image);
  if (meant === undefined) return [];
  const hint = meant.length > 2 || meant === 'OR' ? `Write ${meant}(first, second).` : `Write ${meant} instead.`;
  return [at(start, end, 'operator-unknown', `"${token.image}" is not an operator here.`, hint)];
}

function bareName(name: IToken): ProblemDraft {
  const upper = name.image.toUpperCase();
  if (upper === 'AND' || upper === 'OR' || upper === 'NOT')
    return at(
      name.startOffset,
      endOf(name),
      'operator-unknown',
      `${upper} is a function here.`,
      upper === 'NOT' ? 'Write NOT(condition).' : `Write ${upper}(first, second).`,
    );
  return at(
    name.startOffset,
    endOf(name),
    'name-unknown',
    `"${name.image}" alone is neither a field nor a text.`,
    `A field is written [${name.image}], a text "${name.image}", a function ${upper}(…).`,
  );
}

function missingBehind(token: IToken): ProblemDraft {
  return at(
    endOf(token),
    endOf(token),
    'value-missing',
    `A value is missing after "${token.image.slice(0, 40)}".`,
    'Put a field, a number, a text or a function here.',
  );
}

function grammarError(text: string, error: IRecognitionException): ProblemDraft {
  const { token } = error;
  const previousToken = 'previousToken' in error ? (error.previousToken as IToken | undefined) : undefined;
  const atEnd = Number.isNaN(token.startOffset) || token.image === '';
  const start = atEnd ? (previousToken === undefined || Number.isNaN(previousToken.startOffset) ? text.length : endOf(previousToken)) : token.startOffset;
  const end = atEnd ? start : endOf(token);
  const before = previousToken !== undefined && previousToken.image !== '' ? previousToken.image : undefined;
  if (error.name === 'NoViableAltException' || error.name === 'EarlyExitException') {
    if (before !== undefined && previousToken !== undefined) return missingBehind(previousToken);
    return at(start, end, 'value-missing', 'A value is missing here.', 'Put a field, a number, a text or a function here.');
  }
  if (error.name === 'MismatchedTokenException' && atEnd) return at(start, end, 'bracket-missing', 'A closing bracket is missing at the end.', 'Add ")".');
  const name = token.image.toUpperCase();
  if (name === 'AND' || name === 'OR') return at(start, end, 'operator-unknown', `${name} is a function here.`, `Write ${name}(first, second).`);
  if (token.tokenType === NameToken || !isJoin(token))
    return at(
      start,
      end,
      'operator-missing',
      `An operator or a comma is missing before "${token.image.slice(0, 40)}".`,
      'Join texts with &, add numbers with +, separate values with a comma.',
    );
  return at(start, end, 'not-expected', `"${token.image}" is not expected here.`, 'Remove it, or put a value before it.');
}

function isJoin(token: IToken): boolean {
  return (token.tokenType.CATEGORIES ?? []).includes(Operator) || [',', ';', ')', '}', '%'].includes(token.image);
}
