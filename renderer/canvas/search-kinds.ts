import type { AnyNodeSpec } from '../../core/catalog/catalog.ts';

/** The kinds that match all words of a query, best first: in the title's beginning, the title, the keywords, the description. */
export function searchKinds(kinds: readonly AnyNodeSpec[], query: string): readonly AnyNodeSpec[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return kinds;
  return kinds
    .map((spec, order) => ({ spec, order, rank: Math.max(...words.map((word) => rankOf(spec, word))) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ spec }) => spec);
}

const NO_MATCH = 9;

function rankOf({ title, role, keywords, description }: AnyNodeSpec, word: string): number {
  const name = title.toLowerCase();
  if (name.startsWith(word)) return 0;
  if (name.includes(word)) return 1;
  if (role.startsWith(word)) return 2;
  if (keywords.some((keyword) => keyword.toLowerCase().startsWith(word))) return 3;
  return description.toLowerCase().includes(word) ? 4 : NO_MATCH;
}
