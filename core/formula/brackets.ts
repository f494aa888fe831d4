import type { IToken } from 'chevrotain';
import { CloseBrace, CloseParen } from './lexer.ts';
import type { ProblemDraft } from './problem.ts';

/** Tokens whose brackets all have a partner, and what had to be mended. */
export interface BalancedTokens {
  readonly tokens: IToken[];
  readonly problems: ProblemDraft[];
}

const isOpen = (token: IToken): boolean => token.image === '(' || token.image === '{';
const isClose = (token: IToken): boolean => token.image === ')' || token.image === '}';
const partnerOf = (open: string): string => (open === '(' ? ')' : '}');

/** Drops closing brackets without an opening one and closes at the end what stays open, so that the parser understands the rest of the formula. */
export function balanceBrackets(tokens: readonly IToken[]): BalancedTokens {
  const open: IToken[] = [];
  const kept: IToken[] = [];
  const problems: ProblemDraft[] = [];
  for (const token of tokens) {
    const partner = open.at(-1);
    if (isOpen(token)) open.push(token);
    if (!isClose(token) || (partner !== undefined && partnerOf(partner.image) === token.image)) {
      if (isClose(token)) open.pop();
      kept.push(token);
    } else {
      const message = `This "${token.image}" has no "${token.image === ')' ? '(' : '{'}" before it.`;
      problems.push(problem(token, 'bracket-unmatched', message, 'Remove it, or add the opening bracket.'));
    }
  }
  const last = tokens.at(-1);
  const end = last === undefined ? 0 : last.startOffset + last.image.length;
  for (const token of open.reverse()) {
    problems.push(problem(token, 'bracket-missing', `The bracket "${token.image}" is never closed.`, `Add "${partnerOf(token.image)}" where the part ends.`));
    const closing = token.image === '(' ? CloseParen : CloseBrace;
    if (closing.tokenTypeIdx !== undefined) kept.push({ image: '', startOffset: end, tokenType: closing, tokenTypeIdx: closing.tokenTypeIdx });
  }
  return { tokens: kept, problems };
}

function problem(token: IToken, code: string, message: string, hint: string): ProblemDraft {
  return { severity: 'error', code, message, hint, start: token.startOffset, end: token.startOffset + token.image.length };
}
