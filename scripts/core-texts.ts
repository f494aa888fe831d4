/** Finds the sentences that core and the shell say: literals and templates in the sources, each with named holes where values go. */
import { parseSync } from 'vite';

interface Syntax {
  type: string;
  start: number;
  end: number;
  [member: string]: unknown;
}

/** A piece of a sentence: words, a value, or a choice between pieces that follows one test. */
type Piece = string | { hole: string; counted: boolean } | { test: string; yes: Piece[]; no: Piece[] };

/** More ways to say one sentence than this are a sign that it should be several sentences in the source. */
const MOST_WAYS = 32;
/** What begins or contains these is for the database, not for a person. */
const SQL =
  /^\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|DROP|ALTER|ATTACH|DETACH|VACUUM|BEGIN|WITH|WHERE|ANALYZE|EXPLAIN|COPY|TRUNCATE|SAVEPOINT|RELEASE|ROLLBACK|LOCK|KILL|SET SESSION)\b|\b(SELECT|UPDATE|WHERE|ORDER BY|UNION ALL|INDEXED|COLLATE)\b| (AS|IN|IS NULL|DESC|AND) |= \?|^\(?(seq|queued_at)\b|_(timeout|mode|vacuum|schema|autocheckpoint|limit) = |^synchronous = |excluded\.|:swivel_|::bigint|CONVERT\(/;
/** Formats of dates, signatures and examples of functions, keys and schemas: data that looks like words. */
const DATA = /^[dMyHhmsa:./ -]+$|^[\w ]+:\w+[!?*]*(, |$)| → |^SQLite format|^(\/\/|return \w+;)|^preview-|'self'|^"(nodes|edges)": |\{ \[key/;
/** Members whose words are for the search, or code. */
const UNSAID = new Set(['keywords', 'starter', 'examples', 'signature']);
/** A sentence or a part of one: two words, or one with a value beside it; lower case somewhere, so that no constant is taken for it. */
const WORDS = /\p{L}\S* \S|\S \S*\p{L}/u;

/**
 * The sentences of one source file, as texts with holes: `There is no field "{{field}}".` A hole `{{#read}}` is a count, written with the separators of English;
 * every form of a sentence that counts or chooses between words is a text of its own.
 */
export function sentencesIn(file: string, source: string): string[] {
  const found = new Set<string>();
  const code = (node: Syntax) => source.slice(node.start, node.end);
  const { program } = parseSync(file, source);

  const piecesOf = (node: Syntax): Piece[] | null => {
    if (node.type === 'Literal') return typeof node['value'] === 'string' ? [node['value']] : null;
    if (node.type === 'ParenthesizedExpression') return piecesOf(node['expression'] as Syntax);
    if (node.type === 'TemplateLiteral') {
      const quasis = node['quasis'] as { value: { cooked: string } }[];
      return quasis.flatMap(({ value }, at) => {
        const expression = (node['expressions'] as Syntax[])[at];
        return expression ? [value.cooked, ...heldIn(expression)] : [value.cooked];
      });
    }
    if (node.type === 'BinaryExpression' && node['operator'] === '+') {
      const [left, right] = [node['left'], node['right']] as Syntax[] as [Syntax, Syntax];
      if (piecesOf(left) === null && piecesOf(right) === null) return null;
      return [...(piecesOf(left) ?? heldIn(left)), ...(piecesOf(right) ?? heldIn(right))];
    }
    return null;
  };

  const heldIn = (node: Syntax): Piece[] => {
    const whole = piecesOf(node);
    if (whole) return whole;
    if (node.type === 'ParenthesizedExpression') return heldIn(node['expression'] as Syntax);
    if (node.type === 'ConditionalExpression') {
      const [yes, no] = [node['consequent'], node['alternate']] as Syntax[] as [Syntax, Syntax];
      return [{ test: code(node['test'] as Syntax), yes: heldIn(yes), no: heldIn(no) }];
    }
    if (node.type === 'CallExpression') {
      const called = code(node['callee'] as Syntax);
      const [first, one, many] = node['arguments'] as Syntax[];
      if (called === 'formatCount' && first) return [{ hole: nameOf(first), counted: true }];
      if (called === 'countOf' && first && one) {
        const singular = piecesOf(one) ?? [];
        const count: Piece = { hole: nameOf(first), counted: true };
        const plural: Piece[] = many ? (piecesOf(many) ?? []) : [...singular, 's'];
        return [{ test: `${code(first)} === 1`, yes: [count, ' ', ...singular], no: [count, ' ', ...plural] }];
      }
    }
    return [{ hole: nameOf(node), counted: code(node).includes('toLocaleString') }];
  };

  const take = (pieces: Piece[]) => {
    for (const text of ways(pieces)) if (isSaid(text)) found.add(text.trim());
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
    const node = value as Syntax;
    if (node.type === 'Property' && UNSAID.has(String((node['key'] as Syntax)['name'] ?? (node['key'] as Syntax)['value']))) return;
    if (/^(Import|ExportAll|TS|TaggedTemplate)/.test(node.type ?? '') && node.type !== 'TSAsExpression' && node.type !== 'TSSatisfiesExpression') return;
    const pieces = typeof node.type === 'string' ? piecesOf(node) : null;
    if (pieces) {
      take(pieces);
      for (const inner of innerOf(node)) visit(inner);
      return;
    }
    for (const [name, member] of Object.entries(node)) if (name !== 'key' || node['computed']) visit(member);
  };
  visit(program);
  return [...found];
}

/** What stands in the holes of a template may say more: a word that is chosen there, a list that is joined. Words of a choice are part of the sentence. */
function innerOf(node: Syntax): Syntax[] {
  if (node.type === 'ParenthesizedExpression') return innerOf(node['expression'] as Syntax);
  if (node.type === 'TemplateLiteral')
    return (node['expressions'] as Syntax[]).flatMap((one) => (/^(Conditional|Parenthesized)/.test(one.type) ? innerOf(one) : [one]));
  if (node.type === 'BinaryExpression') return [...innerOf(node['left'] as Syntax), ...innerOf(node['right'] as Syntax)];
  if (node.type === 'ConditionalExpression') return [node['test'] as Syntax, ...innerOf(node['consequent'] as Syntax), ...innerOf(node['alternate'] as Syntax)];
  return node.type === 'Literal' ? [] : [node];
}

function isSaid(text: string): boolean {
  const words = text.replace(/\{\{#?\w+\}\}/g, '0');
  return WORDS.test(words.trim()) && /\p{Ll}{2}/u.test(words) && !SQL.test(text) && !DATA.test(text);
}

/** All finished texts of a sentence: a choice that is made twice by the same test is made the same way. */
function ways(pieces: Piece[], chosen: ReadonlyMap<string, boolean> = new Map(), names: ReadonlyMap<string, number> = new Map()): string[] {
  const [first, ...rest] = pieces;
  if (first === undefined) return [''];
  if (typeof first === 'string') return ways(rest, chosen, names).map((text) => first + text);
  if ('hole' in first) {
    const times = (names.get(first.hole) ?? 0) + 1;
    const name = `${first.counted ? '#' : ''}${first.hole}${times > 1 ? times : ''}`;
    return ways(rest, chosen, new Map(names).set(first.hole, times)).map((text) => `{{${name}}}${text}`);
  }
  const made = chosen.get(first.test);
  const branches = made === undefined ? [true, false] : [made];
  const all = branches.flatMap((yes) => ways([...(yes ? first.yes : first.no), ...rest], new Map(chosen).set(first.test, yes), names));
  return all.slice(0, MOST_WAYS);
}

/** A value's name for the translator: what the source calls it. */
function nameOf(node: Syntax): string {
  if (node.type === 'Identifier') return node['name'] === 'count' ? 'n' : String(node['name']);
  if (node.type === 'MemberExpression') {
    const property = node['property'] as Syntax;
    if (node['computed']) return nameOf(node['object'] as Syntax);
    return property['name'] === 'length' ? 'many' : nameOf(property);
  }
  if (node.type === 'CallExpression') {
    const callee = node['callee'] as Syntax;
    const [first] = node['arguments'] as Syntax[];
    if (callee.type === 'MemberExpression') return nameOf(callee['object'] as Syntax);
    return first && !/Literal|Function/.test(first.type) ? nameOf(first) : nameOf(callee);
  }
  for (const member of ['expression', 'left', 'argument', 'object', 'consequent'] as const) {
    const inner = node[member] as Syntax | undefined;
    if (inner && typeof inner.type === 'string') return nameOf(inner);
  }
  return 'value';
}
